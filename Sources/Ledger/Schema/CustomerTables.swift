import Storage

extension Ledger {
    static var customerTables: [Statement] {
        [
            """
            CREATE TABLE ledger_customer (
                no TEXT NOT NULL PRIMARY KEY,
                no_key TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL DEFAULT '',
                name2 TEXT NOT NULL DEFAULT '',
                contact TEXT NOT NULL DEFAULT '',
                email TEXT NOT NULL DEFAULT '',
                email_key TEXT NOT NULL DEFAULT '',
                phone TEXT NOT NULL DEFAULT '',
                phone_key TEXT NOT NULL DEFAULT '',
                address TEXT NOT NULL DEFAULT '',
                address2 TEXT NOT NULL DEFAULT '',
                city TEXT NOT NULL DEFAULT '',
                post_code TEXT NOT NULL DEFAULT '',
                county TEXT NOT NULL DEFAULT '',
                country TEXT NOT NULL DEFAULT '',
                address_key TEXT NOT NULL DEFAULT '',
                vat_registration_no TEXT NOT NULL DEFAULT '',
                price_group TEXT NOT NULL DEFAULT '',
                currency TEXT NOT NULL DEFAULT '',
                language TEXT NOT NULL DEFAULT '',
                blocked BIGINT NOT NULL DEFAULT 0,
                search_text TEXT NOT NULL DEFAULT '',
                creation_key TEXT UNIQUE,
                creation_hash TEXT
            )
            """,
            "CREATE INDEX ledger_customer_email ON ledger_customer (email_key) WHERE email_key <> ''",
            "CREATE INDEX ledger_customer_phone ON ledger_customer (phone_key) WHERE phone_key <> ''",
            "CREATE INDEX ledger_customer_address ON ledger_customer (address_key) WHERE address_key <> ''",
        ]
    }
}
