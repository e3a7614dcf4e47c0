/// The tables of the program's modules in a database, with their columns.
struct TableList: Sendable, Equatable {
    var columns: [String: [String]]

    var names: [String] { columns.keys.sorted() }

    init(_ transaction: Transaction) throws {
        columns = [:]
        switch transaction.dialect {
        case .sqlite:
            let names = try transaction.all(
                String.self,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            )
            for name in names where Self.isOfModules(name) {
                columns[name] = try transaction.all(String.self, "SELECT name FROM pragma_table_info(\(name)) ORDER BY cid")
            }
        case .postgreSQL:
            try transaction.forEach(
                """
                SELECT table_name::text, column_name::text FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position
                """
            ) { row in
                let table = try row.get(0, as: String.self)
                if Self.isOfModules(table) { columns[table, default: []].append(try row.get(1)) }
            }
        }
    }

    /// The tables of this target say what one database has behind it, and do not travel.
    private static func isOfModules(_ name: String) -> Bool { !name.hasPrefix("storage_") }

    /// The columns of a table as SQL.
    func list(_ table: String) -> String { (columns[table] ?? []).joined(separator: ", ") }
}
