import Storage

extension Ledger {
    static var locationTables: [Statement] {
        [
            """
            CREATE TABLE ledger_location (
                code TEXT NOT NULL PRIMARY KEY,
                code_key TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL DEFAULT '',
                address TEXT NOT NULL DEFAULT '',
                city TEXT NOT NULL DEFAULT '',
                post_code TEXT NOT NULL DEFAULT '',
                country TEXT NOT NULL DEFAULT ''
            )
            """
        ]
    }
}
