import Storage

extension Connector {
    /// So that the list of deliveries reads what it shows and no more.
    static let webhookIndexes: [Statement] = [
        "CREATE INDEX connector_webhooks_newest ON connector_webhooks (received_at, id)",
        "CREATE INDEX connector_webhooks_of_shop ON connector_webhooks (shop, received_at, id)",
        "CREATE INDEX connector_webhooks_by_state ON connector_webhooks (state, received_at, id)",
        "DROP INDEX connector_webhooks_by_time",
    ]

    /// Deliveries, what we wrote ourselves, and requests of persons. The latter stay when their shop goes: they must be shown later.
    static let webhookTables: [Statement] = [
        """
        CREATE TABLE connector_webhooks (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, id TEXT NOT NULL, topic TEXT NOT NULL, event_id TEXT,
            record TEXT, changed_at BIGINT, fingerprint TEXT, detail TEXT, triggered_at BIGINT, received_at BIGINT NOT NULL,
            state TEXT NOT NULL, note TEXT, entry TEXT, settled_at BIGINT, PRIMARY KEY (shop, id)
        )
        """,
        "CREATE INDEX connector_webhooks_pending ON connector_webhooks (shop, received_at) WHERE state = 'pending'",
        "CREATE INDEX connector_webhooks_by_time ON connector_webhooks (received_at)",
        "CREATE INDEX connector_webhooks_by_record ON connector_webhooks (shop, record) WHERE fingerprint IS NOT NULL",
        """
        CREATE TABLE connector_own_writes (
            shop TEXT NOT NULL REFERENCES shop_shops(code) ON DELETE CASCADE, record TEXT NOT NULL, began_at BIGINT NOT NULL,
            ended_at BIGINT NOT NULL, PRIMARY KEY (shop, record)
        )
        """,
        """
        CREATE TABLE connector_privacy (
            id TEXT PRIMARY KEY, shop TEXT NOT NULL, delivery TEXT NOT NULL, topic TEXT NOT NULL, customer_id TEXT, orders TEXT NOT NULL,
            reference TEXT, received_at BIGINT NOT NULL, due_at BIGINT NOT NULL, state TEXT NOT NULL, done_at BIGINT, report TEXT
        )
        """,
        "CREATE UNIQUE INDEX connector_privacy_delivery ON connector_privacy (shop, delivery)",
        "CREATE INDEX connector_privacy_open ON connector_privacy (shop, received_at) WHERE state = 'open'",
        "ALTER TABLE shop_shops ADD COLUMN disabled_reason TEXT",
        "ALTER TABLE shop_shops ADD COLUMN enabled_at BIGINT",
        "ALTER TABLE shop_shops ADD COLUMN webhooks TEXT",
        "ALTER TABLE shop_shops ADD COLUMN maintained_at BIGINT",
        "ALTER TABLE shop_locations ADD COLUMN own_service BIGINT NOT NULL DEFAULT 0",
    ]
}
