public import Storage

extension Connector {
    /// The tables of shops and tasks. Instants are microseconds since 1970 UTC, amounts are exact texts, flags 0 or 1.
    public static let migrations = MigrationModule(
        name: "connector",
        migrations: [
            Migration("shops", shopTables), Migration("orders", orderTables), Migration("outcomes", outcomeTables),
            Migration("credits", creditTables), Migration("shipments", shipmentTables),
            Migration("customers", customerTables), Migration("payouts", payoutTables), Migration("products", productTables),
            Migration("lists and counts", listIndexes), Migration("webhooks", webhookTables),
            Migration(
                "failed requests of a shop",
                ["CREATE INDEX connector_activity_failed_of_shop ON connector_activity (shop, id) WHERE error IS NOT NULL"]
            ),
            Migration("first imports", firstImportTables), Migration("pictures", pictureTables),
            Migration("transactions of orders", orderTransactionTables),
            Migration("lists of deliveries", webhookIndexes), Migration("searching by beginnings", LinkTable.indexes),
        ]
    )

    private static let shopTables: [Statement] = [
        """
        CREATE TABLE shop_shops (
            code TEXT PRIMARY KEY, domain TEXT NOT NULL, endpoint TEXT, enabled BIGINT NOT NULL, name TEXT, plan TEXT, api_version TEXT,
            shop_currency TEXT, shop_zone TEXT, settings TEXT NOT NULL, credentials BYTEA NOT NULL, credentials_kind TEXT NOT NULL,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, checked_at BIGINT
        )
        """,
        """
        CREATE TABLE shop_locations (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, name TEXT NOT NULL, location_id TEXT, active BIGINT NOT NULL,
            fulfillment_service BIGINT NOT NULL, ours TEXT NOT NULL, calculation TEXT NOT NULL, PRIMARY KEY (shop, name)
        )
        """,
        "CREATE UNIQUE INDEX shop_locations_by_id ON shop_locations (shop, location_id) WHERE location_id IS NOT NULL",
        """
        CREATE TABLE shop_mappings (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, kind TEXT NOT NULL, theirs TEXT NOT NULL, ours TEXT NOT NULL,
            seen_at BIGINT NOT NULL, PRIMARY KEY (shop, kind, theirs)
        )
        """,
        """
        CREATE TABLE connector_cursors (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, task TEXT NOT NULL, filter TEXT NOT NULL,
            position BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (shop, task, filter)
        )
        """,
    ]

    private static let orderTables: [Statement] = [
        """
        CREATE TABLE connector_orders (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, read_at BIGINT NOT NULL, imported_at BIGINT NOT NULL,
            financial_status TEXT, fulfillment_status TEXT NOT NULL, return_status TEXT NOT NULL, currency TEXT NOT NULL,
            total TEXT NOT NULL, presentment_currency TEXT NOT NULL, presentment_total TEXT NOT NULL, customer_id TEXT, customer_name TEXT,
            cancelled_at BIGINT, closed_at BIGINT, content BYTEA NOT NULL, content_hash TEXT NOT NULL, digest TEXT NOT NULL, own_write BIGINT NOT NULL,
            raw_hash TEXT NOT NULL, processed BIGINT NOT NULL, processed_at BIGINT, processed_content BYTEA, currency_handling TEXT,
            document_type TEXT, document_no TEXT, document_total TEXT, document_currency TEXT, error TEXT, error_code TEXT, error_at BIGINT,
            differences TEXT, update_flagged BIGINT NOT NULL, PRIMARY KEY (shop, id)
        )
        """,
        "CREATE INDEX connector_orders_open ON connector_orders (shop, created_at, id) WHERE processed = 0",
        "CREATE INDEX connector_orders_flagged ON connector_orders (shop, id) WHERE update_flagged = 1",
        "CREATE INDEX connector_orders_failed ON connector_orders (shop, id) WHERE error IS NOT NULL",
        "CREATE INDEX connector_orders_by_time ON connector_orders (created_at, id)",
        "CREATE INDEX connector_orders_by_name ON connector_orders (name)",
        """
        CREATE TABLE connector_contents (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, hash TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
            body BYTEA NOT NULL, stored_at BIGINT NOT NULL, PRIMARY KEY (shop, hash)
        )
        """,
        "CREATE INDEX connector_contents_by_record ON connector_contents (shop, kind, record)",
        """
        CREATE TABLE connector_customers (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, customer_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT,
            phone TEXT, customer_no TEXT, seen_at BIGINT NOT NULL, PRIMARY KEY (shop, customer_id)
        )
        """,
        """
        CREATE TABLE connector_variants (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, variant_id TEXT NOT NULL, product_id TEXT, title TEXT NOT NULL,
            sku TEXT, barcode TEXT, item_no TEXT, variant_code TEXT, unit TEXT, seen_at BIGINT NOT NULL, PRIMARY KEY (shop, variant_id)
        )
        """,
        "CREATE INDEX connector_variants_by_item ON connector_variants (shop, item_no)",
    ]

    private static let outcomeTables: [Statement] = [
        """
        CREATE TABLE connector_skipped (
            id TEXT PRIMARY KEY, shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, task TEXT NOT NULL, record TEXT NOT NULL,
            name TEXT NOT NULL, reason TEXT NOT NULL, code TEXT NOT NULL, field TEXT, attempts BIGINT NOT NULL, next_try BIGINT NOT NULL,
            since BIGINT NOT NULL, last_try BIGINT NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX connector_skipped_record ON connector_skipped (shop, task, record)",
        "CREATE INDEX connector_skipped_due ON connector_skipped (shop, task, next_try)",
        """
        CREATE TABLE connector_intents (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, intent TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
            payload TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, next_try BIGINT NOT NULL, error TEXT, result TEXT,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (shop, intent)
        )
        """,
        "CREATE INDEX connector_intents_due ON connector_intents (shop, kind, next_try) WHERE state = 'pending'",
        """
        CREATE TABLE connector_activity (
            id TEXT PRIMARY KEY, at BIGINT NOT NULL, shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, run TEXT,
            operation TEXT NOT NULL, attempt BIGINT NOT NULL, status BIGINT, requested BIGINT NOT NULL, actual BIGINT,
            seconds DOUBLE PRECISION NOT NULL, request_id TEXT, error TEXT
        )
        """,
        "CREATE INDEX connector_activity_by_shop ON connector_activity (shop, at)",
        "CREATE INDEX connector_activity_by_time ON connector_activity (at)",
        """
        CREATE TABLE connector_planned (
            run TEXT NOT NULL, position BIGINT NOT NULL, at BIGINT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (run, position)
        )
        """,
    ]

    private static let creditTables: [Statement] = [
        "ALTER TABLE connector_orders ADD COLUMN credit_pending BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX connector_orders_to_credit ON connector_orders (shop, id) WHERE credit_pending = 1",
        """
        CREATE TABLE connector_credits (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, refund_id TEXT NOT NULL, order_id TEXT NOT NULL,
            document_type TEXT NOT NULL, document_no TEXT NOT NULL, total TEXT NOT NULL, currency TEXT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (shop, refund_id)
        )
        """,
        "CREATE INDEX connector_credits_by_order ON connector_credits (shop, order_id)",
    ]

    private static let shipmentTables: [Statement] = [
        """
        CREATE TABLE connector_fulfillments (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, request TEXT NOT NULL, shipment_no TEXT NOT NULL,
            order_id TEXT NOT NULL, plan TEXT NOT NULL, fulfillments_before TEXT NOT NULL, fulfillment_id TEXT, tracking TEXT NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (shop, request)
        )
        """,
        "CREATE INDEX connector_fulfillments_by_shipment ON connector_fulfillments (shop, shipment_no)",
        "CREATE INDEX connector_fulfillments_by_id ON connector_fulfillments (shop, fulfillment_id)",
        """
        CREATE TABLE connector_marks (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, task TEXT NOT NULL, mark TEXT NOT NULL,
            updated_at BIGINT NOT NULL, PRIMARY KEY (shop, task)
        )
        """,
    ]

    private static let customerTables: [Statement] = [
        "ALTER TABLE connector_customers ADD COLUMN content_hash TEXT",
        "ALTER TABLE connector_customers ADD COLUMN sent_hash TEXT",
        "CREATE INDEX connector_customers_by_no ON connector_customers (shop, customer_no)",
    ]

    private static let payoutTables: [Statement] = [
        """
        CREATE TABLE connector_payouts (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, id TEXT NOT NULL, issued_at BIGINT NOT NULL,
            status TEXT NOT NULL, net TEXT NOT NULL, currency TEXT NOT NULL, content_hash TEXT NOT NULL, PRIMARY KEY (shop, id)
        )
        """,
        "CREATE INDEX connector_payouts_by_time ON connector_payouts (shop, issued_at)",
        """
        CREATE TABLE connector_balance (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, id TEXT NOT NULL, payout_id TEXT, type TEXT NOT NULL,
            at BIGINT NOT NULL, amount TEXT NOT NULL, fee TEXT NOT NULL, net TEXT NOT NULL, currency TEXT NOT NULL, order_id TEXT,
            order_name TEXT, order_transaction_id TEXT, test BIGINT NOT NULL, PRIMARY KEY (shop, id)
        )
        """,
        "CREATE INDEX connector_balance_by_payout ON connector_balance (shop, payout_id)",
        "CREATE INDEX connector_balance_by_time ON connector_balance (shop, at)",
    ]

    private static let productTables: [Statement] = [
        """
        CREATE TABLE connector_products (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, product_id TEXT NOT NULL, item_no TEXT NOT NULL,
            is_ours BIGINT NOT NULL, sent_hash TEXT, price_hash TEXT, PRIMARY KEY (shop, product_id)
        )
        """,
        "CREATE INDEX connector_products_by_item ON connector_products (shop, item_no)",
        """
        CREATE TABLE connector_seen (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, kind TEXT NOT NULL, record TEXT NOT NULL,
            hash TEXT NOT NULL, PRIMARY KEY (shop, kind, record)
        )
        """,
    ]

    /// To which order a payment belongs: movements on the payments account name no more than the payment.
    private static let orderTransactionTables: [Statement] = [
        """
        CREATE TABLE connector_order_transactions (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, id TEXT NOT NULL, order_id TEXT NOT NULL,
            PRIMARY KEY (shop, id)
        )
        """
    ]

    /// So that every list and every cue reads what it shows and no more, however much there is.
    private static let listIndexes: [Statement] = [
        "CREATE INDEX connector_orders_of_shop ON connector_orders (shop, created_at, id)",
        "CREATE INDEX connector_orders_by_state ON connector_orders (processed, created_at, id)",
        """
        CREATE INDEX connector_orders_for_people ON connector_orders (created_at, id)
        WHERE (error IS NOT NULL OR update_flagged = 1)
        """,
        "CREATE INDEX connector_orders_by_document ON connector_orders (document_no) WHERE document_no IS NOT NULL",
        "CREATE INDEX connector_customers_unmapped ON connector_customers (shop, customer_id) WHERE customer_no IS NULL",
        "CREATE INDEX connector_variants_unmapped ON connector_variants (shop, variant_id) WHERE item_no IS NULL",
        "CREATE INDEX connector_activity_of_shop ON connector_activity (shop, id)",
        "CREATE INDEX connector_activity_failed ON connector_activity (id) WHERE error IS NOT NULL",
        "CREATE INDEX connector_skipped_of_shop ON connector_skipped (shop, id)",
        "CREATE INDEX connector_payouts_newest ON connector_payouts (issued_at, id)",
    ]

    private static let firstImportTables: [Statement] = [
        """
        CREATE TABLE connector_bulk (
            shop TEXT NOT NULL PRIMARY KEY REFERENCES shop_shops(code) ON DELETE CASCADE, orders_operation TEXT NOT NULL,
            shipping_operation TEXT, started_at BIGINT NOT NULL, phase TEXT NOT NULL, position BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE connector_bulk_parts (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, order_id TEXT NOT NULL, position BIGINT NOT NULL,
            body BYTEA NOT NULL, PRIMARY KEY (shop, order_id, position)
        )
        """,
        """
        CREATE TABLE connector_bulk_rest (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, order_id TEXT NOT NULL, PRIMARY KEY (shop, order_id)
        )
        """,
    ]

    private static let pictureTables: [Statement] = [
        """
        CREATE TABLE connector_pictures (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, item_no TEXT NOT NULL, variant_code TEXT NOT NULL,
            hash TEXT NOT NULL, alt TEXT NOT NULL, file_name TEXT NOT NULL, product_id TEXT, media_id TEXT, state TEXT NOT NULL,
            attempted_at BIGINT, operation TEXT, is_ours BIGINT NOT NULL, is_replacement BIGINT NOT NULL, url TEXT,
            PRIMARY KEY (shop, item_no, variant_code)
        )
        """,
        "CREATE INDEX connector_pictures_by_state ON connector_pictures (shop, state, item_no)",
        "CREATE INDEX connector_pictures_by_product ON connector_pictures (shop, product_id)",
    ]
}
