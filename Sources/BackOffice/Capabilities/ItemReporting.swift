/// A back office whose items can be gone through.
public protocol ItemReporting: BackOffice {
    /// Items with variants by number, after the given one; empty at the end.
    func items(after no: String?, limit: Int) async throws -> [Item]
}
