/// References between rows, put aside while tables are filled in any order, and checked for all rows afterwards.
struct ForeignKeys {
    private var constraints: [(table: String, name: String, definition: String)] = []

    init(suspendedIn transaction: Transaction) throws {
        switch transaction.dialect {
        case .sqlite: try transaction.execute("PRAGMA defer_foreign_keys = ON")
        case .postgreSQL:
            let rows = try transaction.rows(
                """
                SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
                """
            )
            for row in rows {
                constraints.append((try row.get(0), try row.get(1), try row.get(2)))
                try transaction.execute("ALTER TABLE \(raw: try row.get(0)) DROP CONSTRAINT \(raw: try row.get(1))")
            }
        }
    }

    func restore(_ transaction: Transaction) throws {
        if transaction.dialect == .sqlite, let row = try transaction.first("PRAGMA foreign_key_check") {
            throw StorageError(.foreignKeyViolation, "A row of \(row[0]) refers to one of \(row[2]) that does not exist.")
        }
        for constraint in constraints {
            try transaction.execute(
                "ALTER TABLE \(raw: constraint.table) ADD CONSTRAINT \(raw: constraint.name) \(raw: constraint.definition)"
            )
        }
    }
}
