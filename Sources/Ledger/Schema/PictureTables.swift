import Storage

extension Ledger {
    static var pictureTables: [Statement] {
        [
            """
            CREATE TABLE ledger_picture (
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                variant_code TEXT NOT NULL DEFAULT '',
                hash TEXT NOT NULL,
                content_type TEXT NOT NULL,
                size BIGINT NOT NULL,
                PRIMARY KEY (item_no, variant_code)
            )
            """,
            "CREATE INDEX ledger_picture_hash ON ledger_picture (hash)",
            // Equal pictures are kept once.
            """
            CREATE TABLE ledger_picture_content (
                hash TEXT NOT NULL PRIMARY KEY,
                content BYTEA NOT NULL
            )
            """,
        ]
    }
}
