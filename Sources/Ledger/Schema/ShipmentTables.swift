import Storage

extension Ledger {
    static var shipmentTables: [Statement] {
        [
            """
            CREATE TABLE ledger_shipment (
                type TEXT NOT NULL,
                no TEXT NOT NULL,
                creation_key TEXT UNIQUE,
                creation_hash TEXT,
                order_type TEXT NOT NULL,
                order_no TEXT NOT NULL,
                order_key TEXT NOT NULL DEFAULT '',
                external_document_no TEXT NOT NULL DEFAULT '',
                external_id TEXT NOT NULL DEFAULT '',
                customer_no TEXT NOT NULL,
                ship_to TEXT NOT NULL DEFAULT '',
                shipment_method TEXT NOT NULL DEFAULT '',
                shipping_agent TEXT NOT NULL DEFAULT '',
                posted_at BIGINT NOT NULL,
                PRIMARY KEY (type, no),
                FOREIGN KEY (order_type, order_no) REFERENCES ledger_sales_document (type, no)
            )
            """,
            "CREATE INDEX ledger_shipment_order ON ledger_shipment (order_type, order_no)",
            "CREATE INDEX ledger_shipment_posted ON ledger_shipment (posted_at, type, no)",
            // Quantities are in the line's unit × 100 000.
            """
            CREATE TABLE ledger_shipment_line (
                shipment_type TEXT NOT NULL,
                shipment_no TEXT NOT NULL,
                order_line_no BIGINT NOT NULL,
                item_no TEXT NOT NULL,
                variant_code TEXT NOT NULL DEFAULT '',
                unit TEXT NOT NULL DEFAULT '',
                description TEXT NOT NULL DEFAULT '',
                quantity BIGINT NOT NULL,
                location_code TEXT NOT NULL DEFAULT '',
                external_id TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (shipment_type, shipment_no, order_line_no),
                FOREIGN KEY (shipment_type, shipment_no) REFERENCES ledger_shipment (type, no)
            )
            """,
            // `lines` is a JSON array of line and quantity.
            """
            CREATE TABLE ledger_package (
                shipment_type TEXT NOT NULL,
                shipment_no TEXT NOT NULL,
                package_no BIGINT NOT NULL,
                tracking_no TEXT NOT NULL DEFAULT '',
                agent TEXT NOT NULL DEFAULT '',
                lines TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (shipment_type, shipment_no, package_no),
                FOREIGN KEY (shipment_type, shipment_no) REFERENCES ledger_shipment (type, no)
            )
            """,
        ]
    }
}
