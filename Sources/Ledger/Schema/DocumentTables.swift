import Storage

extension Ledger {
    static var documentTables: [Statement] {
        [
            """
            CREATE TABLE ledger_sales_document (
                type TEXT NOT NULL,
                no TEXT NOT NULL,
                external_document_no TEXT NOT NULL DEFAULT '',
                external_id TEXT NOT NULL DEFAULT '',
                creation_key TEXT UNIQUE,
                creation_hash TEXT,
                customer_no TEXT NOT NULL REFERENCES ledger_customer (no),
                bill_to_customer_no TEXT NOT NULL REFERENCES ledger_customer (no),
                sell_to TEXT NOT NULL DEFAULT '',
                bill_to TEXT NOT NULL DEFAULT '',
                ship_to TEXT NOT NULL DEFAULT '',
                currency TEXT NOT NULL,
                prices_include_tax BIGINT NOT NULL,
                document_date TEXT NOT NULL,
                discount TEXT NOT NULL,
                tax TEXT NOT NULL,
                total TEXT NOT NULL,
                payment_method TEXT NOT NULL DEFAULT '',
                shipment_method TEXT NOT NULL DEFAULT '',
                shipping_agent TEXT NOT NULL DEFAULT '',
                applies_to_no TEXT NOT NULL DEFAULT '',
                note TEXT NOT NULL DEFAULT '',
                status TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                order_no TEXT NOT NULL DEFAULT '',
                posted_at BIGINT,
                PRIMARY KEY (type, no)
            )
            """,
            "CREATE INDEX ledger_sales_document_created ON ledger_sales_document (created_at, type, no)",
            "CREATE INDEX ledger_sales_document_customer ON ledger_sales_document (customer_no)",
            "CREATE INDEX ledger_sales_document_external ON ledger_sales_document (external_document_no)",
            "CREATE INDEX ledger_sales_document_external_id ON ledger_sales_document (external_id) WHERE external_id <> ''",
            // Quantities are in the line's unit × 100 000, `outstanding` and `reserved` in base units × 100 000; `taxes` is a JSON array of
            // title, rate and amount.
            """
            CREATE TABLE ledger_sales_line (
                document_type TEXT NOT NULL,
                document_no TEXT NOT NULL,
                line_no BIGINT NOT NULL,
                kind TEXT NOT NULL,
                item_no TEXT NOT NULL DEFAULT '',
                variant_code TEXT NOT NULL DEFAULT '',
                unit TEXT NOT NULL DEFAULT '',
                account_no TEXT NOT NULL DEFAULT '',
                account_kind TEXT NOT NULL DEFAULT '',
                description TEXT NOT NULL DEFAULT '',
                quantity BIGINT NOT NULL,
                unit_price TEXT NOT NULL,
                discount TEXT NOT NULL,
                amount TEXT NOT NULL,
                tax TEXT NOT NULL,
                total TEXT NOT NULL,
                taxes TEXT NOT NULL DEFAULT '',
                location_code TEXT NOT NULL DEFAULT '',
                external_id TEXT NOT NULL DEFAULT '',
                shipped BIGINT NOT NULL DEFAULT 0,
                invoiced BIGINT NOT NULL DEFAULT 0,
                quantity_per_unit BIGINT NOT NULL DEFAULT 100000,
                outstanding BIGINT NOT NULL DEFAULT 0,
                reserved BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (document_type, document_no, line_no),
                FOREIGN KEY (document_type, document_no) REFERENCES ledger_sales_document (type, no)
            )
            """,
            "CREATE INDEX ledger_sales_line_open ON ledger_sales_line (item_no) WHERE outstanding <> 0",
        ]
    }
}
