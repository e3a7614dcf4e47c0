import Storage

extension Ledger {
    /// Item ledger entries, and their sums beside them so that no read has to add them up.
    static var stockTables: [Statement] {
        [
            // Quantities are in base units × 100 000.
            """
            CREATE TABLE ledger_item_entry (
                entry_no BIGINT NOT NULL PRIMARY KEY,
                posted_at BIGINT NOT NULL,
                type TEXT NOT NULL,
                document_no TEXT NOT NULL DEFAULT '',
                document_line_no BIGINT NOT NULL DEFAULT 0,
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                variant_code TEXT NOT NULL DEFAULT '',
                location_code TEXT NOT NULL DEFAULT '',
                quantity BIGINT NOT NULL
            )
            """,
            "CREATE INDEX ledger_item_entry_item ON ledger_item_entry (item_no, entry_no)",
            "CREATE INDEX ledger_item_entry_document ON ledger_item_entry (document_no)",
            // Sums, changed in the transaction that changes what they sum up: `quantity` of the entries, the others of open document lines.
            """
            CREATE TABLE ledger_stock (
                item_no TEXT NOT NULL,
                variant_code TEXT NOT NULL DEFAULT '',
                location_code TEXT NOT NULL DEFAULT '',
                quantity BIGINT NOT NULL DEFAULT 0,
                reserved BIGINT NOT NULL DEFAULT 0,
                outstanding BIGINT NOT NULL DEFAULT 0,
                expected BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (item_no, variant_code, location_code)
            )
            """,
        ]
    }
}
