public import Storage

/// The tables of the web client: tokens and remembered answers.
public enum WebMigrations {
    public static let module = MigrationModule(
        name: "web",
        migrations: [
            Migration(
                "tokens",
                [
                    """
                    CREATE TABLE web_tokens (
                        name TEXT NOT NULL PRIMARY KEY,
                        role TEXT NOT NULL,
                        hash TEXT NOT NULL UNIQUE,
                        created_at BIGINT NOT NULL,
                        last_used_at BIGINT
                    )
                    """
                ]
            ),
            Migration(
                "idempotency",
                [
                    """
                    CREATE TABLE web_idempotency (
                        principal TEXT NOT NULL,
                        idempotency_key TEXT NOT NULL,
                        request_hash TEXT NOT NULL,
                        status BIGINT,
                        body TEXT,
                        created_at BIGINT NOT NULL,
                        PRIMARY KEY (principal, idempotency_key)
                    )
                    """,
                    "CREATE INDEX web_idempotency_created ON web_idempotency (created_at)",
                ]
            ),
        ]
    )
}
