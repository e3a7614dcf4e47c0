import Storage

extension Ledger {
    static var receiptTables: [Statement] {
        [
            """
            CREATE TABLE ledger_receipt (
                no TEXT NOT NULL PRIMARY KEY,
                creation_key TEXT UNIQUE,
                creation_hash TEXT,
                customer_no TEXT NOT NULL REFERENCES ledger_customer (no),
                document_type TEXT NOT NULL,
                document_no TEXT NOT NULL,
                amount TEXT NOT NULL,
                currency TEXT NOT NULL,
                payment_method TEXT NOT NULL DEFAULT '',
                date TEXT NOT NULL,
                external_id TEXT NOT NULL DEFAULT '',
                FOREIGN KEY (document_type, document_no) REFERENCES ledger_sales_document (type, no)
            )
            """,
            "CREATE INDEX ledger_receipt_document ON ledger_receipt (document_type, document_no)",
        ]
    }
}
