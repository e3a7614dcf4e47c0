import Storage

extension Ledger {
    /// Items, variants and references. Columns that end in `_key` hold the form that look-ups compare.
    static var itemTables: [Statement] {
        [
            """
            CREATE TABLE ledger_item (
                no TEXT NOT NULL PRIMARY KEY,
                no_key TEXT NOT NULL UNIQUE,
                description TEXT NOT NULL DEFAULT '',
                type TEXT NOT NULL DEFAULT 'inventory',
                base_unit TEXT NOT NULL DEFAULT 'PCS',
                unit_price TEXT NOT NULL DEFAULT '0',
                unit_cost TEXT NOT NULL DEFAULT '0',
                currency TEXT NOT NULL,
                vendor TEXT NOT NULL DEFAULT '',
                category TEXT NOT NULL DEFAULT '',
                gtin TEXT NOT NULL DEFAULT '',
                gtin_key TEXT NOT NULL DEFAULT '',
                tariff_no TEXT NOT NULL DEFAULT '',
                country_of_origin TEXT NOT NULL DEFAULT '',
                weight TEXT,
                blocked BIGINT NOT NULL DEFAULT 0,
                sales_blocked BIGINT NOT NULL DEFAULT 0,
                marketing_text TEXT NOT NULL DEFAULT '',
                search_text TEXT NOT NULL DEFAULT '',
                creation_key TEXT UNIQUE,
                creation_hash TEXT
            )
            """,
            "CREATE INDEX ledger_item_gtin ON ledger_item (gtin_key) WHERE gtin_key <> ''",
            """
            CREATE TABLE ledger_variant (
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                code TEXT NOT NULL,
                code_key TEXT NOT NULL,
                description TEXT NOT NULL DEFAULT '',
                gtin TEXT NOT NULL DEFAULT '',
                gtin_key TEXT NOT NULL DEFAULT '',
                option1 TEXT NOT NULL DEFAULT '',
                option2 TEXT NOT NULL DEFAULT '',
                option3 TEXT NOT NULL DEFAULT '',
                unit_price TEXT,
                weight TEXT,
                blocked BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (item_no, code_key)
            )
            """,
            "CREATE INDEX ledger_variant_code ON ledger_variant (code_key)",
            "CREATE INDEX ledger_variant_gtin ON ledger_variant (gtin_key) WHERE gtin_key <> ''",
            """
            CREATE TABLE ledger_reference (
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                variant_code TEXT NOT NULL DEFAULT '',
                type TEXT NOT NULL,
                reference TEXT NOT NULL,
                reference_key TEXT NOT NULL,
                unit TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (item_no, variant_code, type, reference_key)
            )
            """,
            "CREATE INDEX ledger_reference_key ON ledger_reference (reference_key, type)",
            // Beside the item's base unit. Base units in one of this × 100 000.
            """
            CREATE TABLE ledger_unit (
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                code TEXT NOT NULL,
                code_key TEXT NOT NULL,
                quantity_per_unit BIGINT NOT NULL,
                PRIMARY KEY (item_no, code_key)
            )
            """,
        ]
    }
}
