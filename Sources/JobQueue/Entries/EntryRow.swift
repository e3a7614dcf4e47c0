import Storage

/// An entry as it stands in the table: instants in microseconds, what is seldom needed as text.
struct EntryRow: Sendable, Equatable {
    var id: String
    var task: String
    var number: Int
    var description: String
    var shop: String?
    var category: String?
    var priority = Priority.normal
    var status = EntryStatus.ready
    /// When it starts next, or was to start.
    var due: Int64
    /// The slot it stands for.
    var scheduledFor: Int64?
    var earliestStart: Int64?
    var expiration: Int64?
    /// JSON.
    var recurrence: String?
    var maximumAttempts = 5
    var attempts = 0
    /// Seconds.
    var rerunDelay = 15
    /// Seconds.
    var timeout = 43_200
    var onFailure = OnFailure.keepSchedule
    /// Minutes.
    var inactivityTimeout: Int?
    /// JSON.
    var notify: String?
    var owner: String?
    var language: String?
    /// JSON with sorted keys.
    var parameters = "{}"
    /// Lock names, one a line, sorted.
    var locks = ""
    /// Task, shop and parameters, when a second click on the same is to be suppressed.
    var duplicateKey: String?
    var isDryRun = false
    /// The lock a waiting entry waits for.
    var waitingLock: String?
    /// The lock whose release made it ready: whoever takes the entry out of the ready ones passes the release on.
    var baton: String?
    /// How often it had to go back to waiting.
    var bounces = 0
    /// The node in whose process it is to run, for runs in the foreground.
    var foreground: String?
    var node: String?
    var lease: String?
    var started: Int64?
    /// Attempts lost in a row because their worker died.
    var losses = 0
    var cancelRequested: Int64?
    var holdsAfterRun = false
    var restartsAfterRun = false
    /// Missed slots that still get a run each, and until when they lie.
    var catchUp: Int?
    var catchUpUntil: Int64?
    /// JSON of the task.
    var checkpoint: String?
    var error: String?
    /// W3C trace context of who created it.
    var trace: String?
    var created: Int64
    var finished: Int64?

    var rank: Int64 { priority.rank(due: due) }
    var isRecurring: Bool { recurrence != nil }
    var lockNames: [String] { locks.isEmpty ? [] : locks.split(separator: "\n").map(String.init) }
}

extension EntryRow {
    /// The columns in the order of ``init(_:)`` and ``values``.
    static let columns = [
        "id", "task", "number", "description", "shop", "category", "priority", "status", "due", "start_rank", "scheduled_for",
        "earliest_start", "expiration", "recurrence", "maximum_attempts", "attempts", "rerun_delay", "timeout", "on_failure",
        "inactivity_timeout", "notify", "owner", "language", "parameters", "locks", "duplicate_key", "is_dry_run", "waiting_lock",
        "baton", "bounces", "foreground", "node", "lease", "started", "losses", "cancel_requested", "holds_after_run",
        "restarts_after_run", "catch_up", "catch_up_until", "checkpoint", "error", "trace", "created", "finished",
    ]

    static let columnList = Statement(raw: columns.joined(separator: ", "))

    /// What the table puts where a column is left out.
    static let defaults: [DatabaseValue] = columns.map { zeroes.contains($0) ? .integer(0) : .null }
    private static let zeroes: Set = ["attempts", "is_dry_run", "bounces", "losses", "holds_after_run", "restarts_after_run"]
    /// Columns, by position, that every insert names: those without a default, and few enough variants of the statement.
    static let required = Set(columns.indices.filter { always.contains(columns[$0]) })
    private static let always: Set = [
        "id", "task", "number", "description", "priority", "status", "due", "start_rank", "scheduled_for", "maximum_attempts",
        "rerun_delay",
        "timeout", "on_failure", "parameters", "locks", "duplicate_key", "created",
    ]

    init(_ row: Row) throws {
        var cells = Cells(row)
        id = try cells.text()
        task = try cells.text()
        number = try cells.int()
        description = try cells.text()
        shop = cells.optionalText()
        category = cells.optionalText()
        priority = try cells.coded { Priority(rawValue: Int($0)) }
        status = try cells.named(EntryStatus.self)
        due = try cells.integer()
        _ = try cells.integer()
        scheduledFor = cells.optionalInteger()
        earliestStart = cells.optionalInteger()
        expiration = cells.optionalInteger()
        recurrence = cells.optionalText()
        maximumAttempts = try cells.int()
        attempts = try cells.int()
        rerunDelay = try cells.int()
        timeout = try cells.int()
        onFailure = try cells.named(OnFailure.self)
        inactivityTimeout = cells.optionalInteger().map(Int.init)
        notify = cells.optionalText()
        owner = cells.optionalText()
        language = cells.optionalText()
        parameters = try cells.text()
        locks = try cells.text()
        duplicateKey = cells.optionalText()
        isDryRun = try cells.integer() != 0
        waitingLock = cells.optionalText()
        baton = cells.optionalText()
        bounces = try cells.int()
        foreground = cells.optionalText()
        node = cells.optionalText()
        lease = cells.optionalText()
        started = cells.optionalInteger()
        losses = try cells.int()
        cancelRequested = cells.optionalInteger()
        holdsAfterRun = try cells.integer() != 0
        restartsAfterRun = try cells.integer() != 0
        catchUp = cells.optionalInteger().map(Int.init)
        catchUpUntil = cells.optionalInteger()
        checkpoint = cells.optionalText()
        error = cells.optionalText()
        trace = cells.optionalText()
        created = try cells.integer()
        finished = cells.optionalInteger()
    }

    var values: [DatabaseValue] {
        [
            .text(id), .text(task), .integer(Int64(number)), .text(description), .of(shop), .of(category),
            .integer(Int64(priority.rawValue)), .text(status.rawValue), .integer(due), .integer(rank), .of(scheduledFor),
            .of(earliestStart), .of(expiration), .of(recurrence), .of(maximumAttempts), .of(attempts), .of(rerunDelay), .of(timeout),
            .text(onFailure.rawValue), .of(inactivityTimeout), .of(notify), .of(owner), .of(language), .text(parameters), .text(locks),
            .of(duplicateKey), .of(isDryRun), .of(waitingLock), .of(baton), .of(bounces), .of(foreground), .of(node), .of(lease),
            .of(started), .of(losses), .of(cancelRequested), .of(holdsAfterRun), .of(restartsAfterRun), .of(catchUp), .of(catchUpUntil),
            .of(checkpoint), .of(error), .of(trace), .integer(created), .of(finished),
        ]
    }
}
