import Storage

/// The queue's tables.
enum Schema {
    static let module = MigrationModule(
        name: "job",
        migrations: [
            Migration("entries", entries),
            Migration("locks and categories", locks),
            Migration("runs", runs),
            Migration("nodes", nodes),
            Migration("notices and webhooks", notices),
            Migration("processes of nodes", ["ALTER TABLE job_node ADD COLUMN process TEXT"]),
            Migration("codes of failures", ["ALTER TABLE job_run ADD COLUMN error_code TEXT"]),
            Migration("lists of runs", runLists),
            Migration("keys in the order of their bytes", keys),
            Migration("entries that change in place", EntryTable.rebuilt),
        ]
    )

    /// On SQLite the rows lie in the key's own tree, instead of in one by row number with the key beside it: half the look-ups.
    private static let clustered: Statement = "\(sqlite: " WITHOUT ROWID", postgreSQL: "")"

    private static let entries: [Statement] = [
        """
        CREATE TABLE job_entry (
            id TEXT NOT NULL PRIMARY KEY, task TEXT NOT NULL, number BIGINT NOT NULL, description TEXT NOT NULL, shop TEXT, category TEXT,
            priority BIGINT NOT NULL, status TEXT NOT NULL, due BIGINT NOT NULL, start_rank BIGINT NOT NULL, scheduled_for BIGINT,
            earliest_start BIGINT, expiration BIGINT, recurrence TEXT, maximum_attempts BIGINT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0,
            rerun_delay BIGINT NOT NULL, timeout BIGINT NOT NULL, on_failure TEXT NOT NULL, inactivity_timeout BIGINT, notify TEXT,
            owner TEXT, language TEXT, parameters TEXT NOT NULL, locks TEXT NOT NULL, duplicate_key TEXT,
            is_dry_run BIGINT NOT NULL DEFAULT 0, waiting_lock TEXT, baton TEXT, bounces BIGINT NOT NULL DEFAULT 0, foreground TEXT,
            node TEXT, lease TEXT, started BIGINT, losses BIGINT NOT NULL DEFAULT 0, cancel_requested BIGINT,
            holds_after_run BIGINT NOT NULL DEFAULT 0, restarts_after_run BIGINT NOT NULL DEFAULT 0, catch_up BIGINT,
            catch_up_until BIGINT, checkpoint TEXT, error TEXT, trace TEXT, created BIGINT NOT NULL, finished BIGINT,
            CHECK (status IN ('onHold', 'ready', 'waiting', 'inProcess', 'error', 'finished', 'onHoldWithInactivityTimeout')),
            CHECK ((status = 'inProcess') = (lease IS NOT NULL)),
            CHECK ((status = 'waiting') = (waiting_lock IS NOT NULL)),
            CHECK ((status = 'finished') = (finished IS NOT NULL))
        )\(clustered)
        """,
        // Lists by status, the entries a node holds, retention.
        "CREATE INDEX job_entry_status ON job_entry (status, id)",
        // What is due, a priority at a time. Partial, so that the claim meets neither waiting nor finished rows.
        "CREATE INDEX job_entry_ready ON job_entry (priority, due, id) WHERE status = 'ready'",
        // Who is next when a lock is freed.
        "CREATE INDEX job_entry_waiting ON job_entry (waiting_lock, start_rank, id) WHERE status = 'waiting'",
        // The same click twice finds the first; committed twice it cannot be.
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

    /// On PostgreSQL a text is compared by the rules of the database's language, which costs an index many times what comparing bytes does.
    /// SQLite compares bytes already.
    private static let keys: [Statement] =
        ([
            ("job_entry", ["id", "status", "waiting_lock", "duplicate_key", "node", "shop", "foreground"]),
            ("job_lock", ["name", "entry"]),
            ("job_run", ["id", "entry", "status", "task", "shop"]), ("job_log_line", ["run"]), ("job_node", ["id"]),
            ("job_notice", ["id", "recipient"]),
            ("job_webhook", ["id"]),
        ] as [(String, [String])]).map { table, columns -> Statement in
            let changes = columns.map { "ALTER COLUMN \($0) TYPE TEXT COLLATE \"C\"" }.joined(separator: ", ")
            return "\(sqlite: "SELECT 1", postgreSQL: "ALTER TABLE \(table) \(changes)")"
        }

    private static let locks: [Statement] = [
        // What running entries hold. Its key is the exclusion: two holders of one slot cannot be committed.
        """
        CREATE TABLE job_lock (
            name TEXT NOT NULL, slot BIGINT NOT NULL, entry TEXT NOT NULL, since BIGINT NOT NULL,
            PRIMARY KEY (name, slot)
        )\(clustered)
        """,
        "CREATE INDEX job_lock_entry ON job_lock (entry)",
        "CREATE TABLE job_category (code TEXT NOT NULL PRIMARY KEY, description TEXT NOT NULL, width BIGINT NOT NULL)",
    ]

    private static let runs: [Statement] = [
        """
        CREATE TABLE job_run (
            id TEXT NOT NULL PRIMARY KEY, entry TEXT NOT NULL, task TEXT NOT NULL, number BIGINT NOT NULL, shop TEXT,
            attempt BIGINT NOT NULL, status TEXT NOT NULL, scheduled_for BIGINT, started BIGINT NOT NULL, ended BIGINT, node TEXT,
            message TEXT, error TEXT, progress_done BIGINT, progress_total BIGINT, read_count BIGINT, created_count BIGINT,
            updated_count BIGINT, unchanged_count BIGINT, skipped_count BIGINT, failed_count BIGINT, requests BIGINT, points BIGINT,
            parameters TEXT NOT NULL
        )\(clustered)
        """,
        "CREATE INDEX job_run_entry ON job_run (entry, id)",
        "CREATE INDEX job_run_status ON job_run (status, id) WHERE status <> 'success'",
        """
        CREATE TABLE job_log_line (
            run TEXT NOT NULL, number BIGINT NOT NULL, logged BIGINT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL,
            metadata TEXT, bytes BIGINT NOT NULL,
            PRIMARY KEY (run, number)
        )\(clustered)
        """,
    ]

    /// The log of one task or one shop, newest first, however long the whole log is; and what a day's runs asked of the shops.
    private static let runLists: [Statement] = [
        "CREATE INDEX job_run_task ON job_run (task, id)",
        "CREATE INDEX job_run_shop ON job_run (shop, id) WHERE shop IS NOT NULL",
    ]

    private static let nodes: [Statement] = [
        """
        CREATE TABLE job_node (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, started BIGINT NOT NULL, seen BIGINT NOT NULL, is_dead BIGINT NOT NULL
        )
        """,
        // One row: until when somebody was there to run what was due. Slots after that were missed.
        "CREATE TABLE job_coverage (id BIGINT NOT NULL PRIMARY KEY, covered BIGINT NOT NULL, gap_from BIGINT, gap_to BIGINT)",
    ]

    private static let notices: [Statement] = [
        """
        CREATE TABLE job_notice (
            id TEXT NOT NULL PRIMARY KEY, recipient TEXT NOT NULL, created BIGINT NOT NULL, entry TEXT NOT NULL, run TEXT NOT NULL,
            kind TEXT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, seen BIGINT
        )
        """,
        "CREATE INDEX job_notice_recipient ON job_notice (recipient, id)",
        """
        CREATE TABLE job_webhook (
            id TEXT NOT NULL PRIMARY KEY, url TEXT NOT NULL, body TEXT NOT NULL, created BIGINT NOT NULL, attempts BIGINT NOT NULL,
            due BIGINT NOT NULL, status TEXT NOT NULL, error TEXT
        )
        """,
        "CREATE INDEX job_webhook_due ON job_webhook (due) WHERE status = 'pending'",
    ]
}
