import Storage

/// The table of entries as SQLite keeps it since it was built anew. PostgreSQL keeps the first one.
///
/// An entry's row is written three times: enqueued, claimed, ended. In a table without row numbers each of these takes the row out of the
/// key's tree and puts it in again; in one with row numbers it is overwritten where it lies. And a check that looks at the status once costs
/// half of four that all do. Together they make the three writes a fifth cheaper.
enum EntryTable {
    /// Steps of a migration.
    static let rebuilt: [Statement] =
        [onSQLite(create), onSQLite(copy), onSQLite("DROP TABLE job_entry"), onSQLite("ALTER TABLE job_entry_rebuilt RENAME TO job_entry")]
        + indexes.map(onSQLite)

    private static func onSQLite(_ statement: String) -> Statement { "\(sqlite: statement, postgreSQL: "SELECT 1")" }

    private static let create = """
        CREATE TABLE job_entry_rebuilt (
            id TEXT NOT NULL PRIMARY KEY, task TEXT NOT NULL, number BIGINT NOT NULL, description TEXT NOT NULL, shop TEXT, category TEXT,
            priority BIGINT NOT NULL, status TEXT NOT NULL, due BIGINT NOT NULL, start_rank BIGINT NOT NULL, scheduled_for BIGINT,
            earliest_start BIGINT, expiration BIGINT, recurrence TEXT, maximum_attempts BIGINT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0,
            rerun_delay BIGINT NOT NULL, timeout BIGINT NOT NULL, on_failure TEXT NOT NULL, inactivity_timeout BIGINT, notify TEXT,
            owner TEXT, language TEXT, parameters TEXT NOT NULL, locks TEXT NOT NULL, duplicate_key TEXT,
            is_dry_run BIGINT NOT NULL DEFAULT 0, waiting_lock TEXT, baton TEXT, bounces BIGINT NOT NULL DEFAULT 0, foreground TEXT,
            node TEXT, lease TEXT, started BIGINT, losses BIGINT NOT NULL DEFAULT 0, cancel_requested BIGINT,
            holds_after_run BIGINT NOT NULL DEFAULT 0, restarts_after_run BIGINT NOT NULL DEFAULT 0, catch_up BIGINT,
            catch_up_until BIGINT, checkpoint TEXT, error TEXT, trace TEXT, created BIGINT NOT NULL, finished BIGINT,
            CHECK (
                CASE status
                WHEN 'inProcess' THEN lease IS NOT NULL AND waiting_lock IS NULL AND finished IS NULL
                WHEN 'finished' THEN lease IS NULL AND waiting_lock IS NULL AND finished IS NOT NULL
                WHEN 'waiting' THEN lease IS NULL AND waiting_lock IS NOT NULL AND finished IS NULL
                ELSE status IN ('ready', 'onHold', 'error', 'onHoldWithInactivityTimeout')
                    AND lease IS NULL AND waiting_lock IS NULL AND finished IS NULL
                END
            )
        )
        """

    /// By name: the order of columns is nothing to rely on.
    private static let copy = """
        INSERT INTO job_entry_rebuilt (
            id, task, number, description, shop, category, priority, status, due, start_rank, scheduled_for, earliest_start, expiration,
            recurrence, maximum_attempts, attempts, rerun_delay, timeout, on_failure, inactivity_timeout, notify, owner, language, parameters,
            locks, duplicate_key, is_dry_run, waiting_lock, baton, bounces, foreground, node, lease, started, losses, cancel_requested,
            holds_after_run, restarts_after_run, catch_up, catch_up_until, checkpoint, error, trace, created, finished
        )
        SELECT
            id, task, number, description, shop, category, priority, status, due, start_rank, scheduled_for, earliest_start, expiration,
            recurrence, maximum_attempts, attempts, rerun_delay, timeout, on_failure, inactivity_timeout, notify, owner, language, parameters,
            locks, duplicate_key, is_dry_run, waiting_lock, baton, bounces, foreground, node, lease, started, losses, cancel_requested,
            holds_after_run, restarts_after_run, catch_up, catch_up_until, checkpoint, error, trace, created, finished
        FROM job_entry ORDER BY id
        """

    /// As ``Schema`` describes them; they went with the table.
    private static let indexes = [
        "CREATE INDEX job_entry_status ON job_entry (status, id)",
        "CREATE INDEX job_entry_ready ON job_entry (priority, due, id) WHERE status = 'ready'",
        "CREATE INDEX job_entry_waiting ON job_entry (waiting_lock, start_rank, id) WHERE status = 'waiting'",
        """
        CREATE UNIQUE INDEX job_entry_duplicate ON job_entry (duplicate_key)
        WHERE duplicate_key IS NOT NULL AND status IN ('ready', 'waiting', 'inProcess')
        """,
        """
        CREATE INDEX job_entry_expiration ON job_entry (expiration)
        WHERE expiration IS NOT NULL AND status IN ('ready', 'waiting', 'onHoldWithInactivityTimeout')
        """,
        "CREATE INDEX job_entry_asleep ON job_entry (due) WHERE status = 'onHoldWithInactivityTimeout'",
        "CREATE INDEX job_entry_foreground ON job_entry (foreground) WHERE foreground IS NOT NULL",
        "CREATE INDEX job_entry_shop ON job_entry (shop, id) WHERE shop IS NOT NULL AND status <> 'finished'",
    ]
}
