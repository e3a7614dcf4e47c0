/// How the first import of a whole shop goes.
enum FirstImport: String, CaseIterable, Sendable {
    /// By bulk operation when there are more orders than one page lists (250), else by pages.
    case auto
    /// By bulk operation, however few orders there are; when Shopify does not run it, the run fails and is tried again.
    case bulk
    /// By pages, however many orders there are.
    case pages

    init(_ text: String?) { self = text.flatMap(FirstImport.init(rawValue:)) ?? .auto }
}
