import Synchronization

/// The names of a result's columns, shared by all its rows.
final class RowColumns: Sendable {
    let names: [String]
    private let indices: [String: Int]
    private let byKey = Mutex<[String: Int?]>([:])

    init(_ names: [String]) {
        self.names = names
        // The first of two columns with the same name wins, as in SQL.
        indices = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func index(of name: String) -> Int? { indices[name] }

    /// The column of a property: `createdAt` finds `created_at`, `shopID` finds `shop_id`. Found once a result, not once a row.
    func index(ofProperty key: String) -> Int? {
        if let index = indices[key] { return index }
        return byKey.withLock { known in
            if let index = known[key] { return index }
            let plain = Self.plain(key)
            let index = names.firstIndex { Self.plain($0) == plain }
            known[key] = .some(index)
            return index
        }
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" }
    }
}
