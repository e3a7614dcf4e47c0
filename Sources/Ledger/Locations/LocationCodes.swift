import Storage

/// The codes of all locations, by their folded form.
enum LocationCodes {
    static func all(in transaction: Transaction) throws -> [String: String] {
        let rows = try transaction.rows("SELECT code, code_key FROM ledger_location")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("code_key"), try $0.get("code")) })
    }
}
