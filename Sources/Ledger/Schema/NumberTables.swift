import Storage

extension Ledger {
    /// Number series, counters, and which record changed last at which count.
    static var numberTables: [Statement] {
        [
            """
            CREATE TABLE ledger_number_series (
                name TEXT NOT NULL PRIMARY KEY,
                prefix TEXT NOT NULL,
                digits BIGINT NOT NULL,
                last BIGINT NOT NULL
            )
            """,
            """
            INSERT INTO ledger_number_series (name, prefix, digits, last) VALUES
                ('item', 'I', 6, 0), ('customer', 'C', 6, 0),
                ('order', 'SO-', 6, 0), ('invoice', 'SI-', 6, 0), ('creditMemo', 'CM-', 6, 0), ('returnOrder', 'RO-', 6, 0),
                ('shipment', 'SS-', 6, 0), ('returnReceipt', 'RR-', 6, 0), ('receipt', 'CR-', 6, 0)
            """,
            """
            CREATE TABLE ledger_counter (
                name TEXT NOT NULL PRIMARY KEY,
                last BIGINT NOT NULL
            )
            """,
            "INSERT INTO ledger_counter (name, last) VALUES ('change', 0), ('entry', 0)",
            """
            CREATE TABLE ledger_change (
                kind TEXT NOT NULL,
                no TEXT NOT NULL,
                variant_code TEXT NOT NULL DEFAULT '',
                location_code TEXT NOT NULL DEFAULT '',
                sequence BIGINT NOT NULL,
                PRIMARY KEY (kind, no, variant_code, location_code)
            )
            """,
            "CREATE INDEX ledger_change_sequence ON ledger_change (kind, sequence)",
        ]
    }
}
