public import Storage

/// The tables of the web client: tokens, users, remembered answers, the audit trail.
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
            Migration(
                "users",
                [
                    """
                    CREATE TABLE web_users (
                        name TEXT NOT NULL PRIMARY KEY,
                        role TEXT NOT NULL,
                        password TEXT,
                        language TEXT,
                        created_at BIGINT NOT NULL,
                        failed_sign_ins BIGINT NOT NULL DEFAULT 0,
                        failed_at BIGINT
                    )
                    """,
                    """
                    CREATE TABLE web_sessions (
                        hash TEXT NOT NULL PRIMARY KEY,
                        user_name TEXT NOT NULL REFERENCES web_users (name) ON DELETE CASCADE,
                        csrf TEXT NOT NULL,
                        created_at BIGINT NOT NULL,
                        seen_at BIGINT NOT NULL
                    )
                    """,
                    "CREATE INDEX web_sessions_user ON web_sessions (user_name)",
                    """
                    CREATE TABLE web_links (
                        hash TEXT NOT NULL PRIMARY KEY,
                        user_name TEXT,
                        expires_at BIGINT NOT NULL
                    )
                    """,
                ]
            ),
            Migration("users who may not sign in", ["ALTER TABLE web_users ADD COLUMN deactivated_at BIGINT"]),
            Migration(
                "audit",
                [
                    """
                    CREATE TABLE web_audit (
                        id TEXT NOT NULL PRIMARY KEY,
                        at BIGINT NOT NULL,
                        who TEXT NOT NULL,
                        role TEXT,
                        proof TEXT NOT NULL,
                        client TEXT,
                        action TEXT NOT NULL,
                        target TEXT NOT NULL,
                        fields TEXT NOT NULL,
                        status BIGINT NOT NULL
                    )
                    """,
                    "CREATE INDEX web_audit_who ON web_audit (who, id)",
                    "CREATE INDEX web_audit_at ON web_audit (at)",
                    """
                    CREATE TABLE web_connects (
                        hash TEXT NOT NULL PRIMARY KEY,
                        shop TEXT NOT NULL,
                        user_name TEXT NOT NULL REFERENCES web_users (name) ON DELETE CASCADE,
                        expires_at BIGINT NOT NULL
                    )
                    """,
                ]
            ),
        ]
    )
}
