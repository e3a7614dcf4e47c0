import Storage

extension Ledger {
    static var priceTables: [Statement] {
        [
            // Empty texts mean: any variant, any group, any unit, no date. Quantities are × 100 000. No unit price: the discount alone.
            """
            CREATE TABLE ledger_price (
                item_no TEXT NOT NULL REFERENCES ledger_item (no),
                variant_code TEXT NOT NULL DEFAULT '',
                price_group TEXT NOT NULL DEFAULT '',
                currency TEXT NOT NULL,
                unit TEXT NOT NULL DEFAULT '',
                minimum_quantity BIGINT NOT NULL DEFAULT 0,
                starting_date TEXT NOT NULL DEFAULT '',
                ending_date TEXT NOT NULL DEFAULT '',
                unit_price TEXT,
                discount_percent TEXT NOT NULL DEFAULT '0',
                PRIMARY KEY (item_no, variant_code, price_group, currency, unit, minimum_quantity, starting_date)
            )
            """
        ]
    }
}
