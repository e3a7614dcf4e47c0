/// Reads a history from its beginning and finds every promise it breaks. Knows nothing of how the queue works inside.
struct HistoryCheck {
    /// The time between a claim and the moment when the entry is no longer in process under that lease.
    private struct Period {
        let lease: String
        let attempt: Int64
        var run: String?
    }

    private struct EntryState {
        var status: String?
        var period: Period?
        /// How often each step was written.
        var steps: [Int64: Int] = [:]
        /// How often each slot was brought to success.
        var successes: [Int64: Int] = [:]
        var attemptsOfSuccess: [Int64] = []
        var isGone = false
    }

    private let expected: [String: ExpectedEntry]
    /// How many may hold a lock at the same time, if not one.
    private let widths: [String: Int]
    private var entries: [String: EntryState] = [:]
    private var holders: [String: [Int64: String]] = [:]
    private var ended: [String: String] = [:]
    private var open: Set<String> = []
    private var runPeriods: [String: String] = [:]
    private(set) var violations: [Violation] = []
    private(set) var summary = HistorySummary()

    init(expected: [ExpectedEntry], widths: [String: Int] = [:]) {
        self.expected = Dictionary(expected.map { ($0.id, $0) }) { first, _ in first }
        self.widths = widths
    }

    static func run(_ events: [HistoryEvent], expected: [ExpectedEntry], widths: [String: Int] = [:]) -> HistoryCheck {
        var check = HistoryCheck(expected: expected, widths: widths)
        for event in events { check.see(event) }
        check.finish()
        return check
    }

    mutating func see(_ event: HistoryEvent) {
        summary.events += 1
        switch event.kind {
        case .take: take(event)
        case .free: free(event)
        case .entry: change(event)
        case .gone: entries[event.entry, default: EntryState()].isGone = true
        case .run: run(event)
        case .effect: effect(event)
        }
    }

    private mutating func take(_ event: HistoryEvent) {
        guard let lock = event.lock, let slot = event.slot else { return }
        if let holder = holders[lock]?[slot] { broken(.oneHolder, "\(event.entry) took \(lock), which \(holder) held", event) }
        holders[lock, default: [:]][slot] = event.entry
        if holders[lock, default: [:]].count > widths[lock] ?? 1 {
            broken(.oneHolder, "\(lock) has the holders \(holders[lock, default: [:]].values.sorted().joined(separator: ", "))", event)
        }
    }

    private mutating func free(_ event: HistoryEvent) {
        guard let lock = event.lock, let slot = event.slot else { return }
        if holders[lock]?.removeValue(forKey: slot) != event.entry {
            broken(.oneHolder, "\(lock) was freed for \(event.entry), which did not hold it", event)
        }
        if holders[lock]?.isEmpty == true { holders[lock] = nil }
    }

    private mutating func change(_ event: HistoryEvent) {
        var state = entries[event.entry, default: EntryState()]
        defer { entries[event.entry] = state }
        if state.status != event.previous, event.previous != nil {
            broken(.nothingLost, "\(event.entry) changed from \(event.previous ?? "–") but was \(state.status ?? "unknown")", event)
        }
        state.status = event.status
        guard event.status == "inProcess", let lease = event.lease else {
            state.period = nil
            return
        }
        if let period = state.period, period.lease != lease {
            broken(.oneHolder, "\(event.entry) got a second current attempt while one was running", event)
        }
        if state.period?.lease != lease {
            summary.claims += 1
            state.period = Period(lease: lease, attempt: event.attempt ?? 0)
        }
    }

    private mutating func run(_ event: HistoryEvent) {
        guard let run = event.run, let status = event.status else { return }
        if let earlier = ended[run] {
            broken(.endedOnce, "run \(run) of \(event.entry) ended as \(earlier) and again as \(status)", event)
            return
        }
        guard status != "inProcess" else {
            open.insert(run)
            return
        }
        open.remove(run)
        ended[run] = status
        summary.runs[status, default: 0] += 1
        var state = entries[event.entry, default: EntryState()]
        defer { entries[event.entry] = state }
        let wanted = expected[event.entry]
        guard status == "success" else { return }
        state.attemptsOfSuccess.append(event.attempt ?? 0)
        guard wanted?.isRecurring == true, let slot = event.scheduledFor else { return }
        state.successes[slot, default: 0] += 1
        if state.successes[slot] == 2 { broken(.slotOnce, "\(event.entry) ran its slot \(slot) twice", event) }
    }

    private mutating func effect(_ event: HistoryEvent) {
        summary.effects += 1
        var state = entries[event.entry, default: EntryState()]
        defer { entries[event.entry] = state }
        guard let run = event.run, var period = state.period else {
            broken(.fenced, "\(event.entry) wrote although it was not in process", event)
            return
        }
        if let current = period.run, current != run {
            broken(.fenced, "\(event.entry) was written to by run \(run) while \(current) was the current one", event)
        }
        if let other = runPeriods[run], other != period.lease {
            broken(.fenced, "run \(run) of \(event.entry) wrote again after it had lost its lease", event)
        }
        if let end = ended[run] { broken(.fenced, "run \(run) of \(event.entry) wrote after it had ended as \(end)", event) }
        period.run = run
        runPeriods[run] = period.lease
        state.period = period
        for lock in expected[event.entry]?.locks ?? [] where holders[lock]?.values.contains(event.entry) != true {
            broken(.fenced, "\(event.entry) wrote without holding \(lock)", event)
        }
        if let step = event.step { state.steps[step, default: 0] += 1 }
    }

    /// What must be true when all work is done.
    private mutating func finish() {
        for (lock, slots) in holders {
            broken(.nothingLost, "\(lock) is still held by \(slots.values.sorted().joined(separator: ", "))", nil)
        }
        for run in open { broken(.nothingLost, "run \(run) never ended", nil) }
        for entry in expected.values.sorted(by: { $0.id < $1.id }) { finish(entry, entries[entry.id, default: EntryState()]) }
    }

    private mutating func finish(_ entry: ExpectedEntry, _ state: EntryState) {
        summary.entries += 1
        summary.plannedFailures += entry.failures
        if state.isGone || state.status == nil {
            broken(.nothingLost, "\(entry.id) is gone", nil)
            return
        }
        if entry.isRecurring {
            if state.status != "ready" { broken(.nothingLost, "recurring \(entry.id) is \(state.status ?? "–"), not ready", nil) }
            summary.slots += state.successes.count
            if let charged = state.attemptsOfSuccess.first(where: { $0 != 1 }) {
                broken(.crashIsFree, "\(entry.id) never fails, but a slot took attempt \(charged)", nil)
            }
            return
        }
        guard state.status == "finished" else {
            // What it has not written yet, and its success, are part of that.
            broken(.nothingLost, "\(entry.id) is \(state.status ?? "–"), not finished", nil)
            if state.attemptsOfSuccess.isEmpty == false {
                broken(.endedOnce, "\(entry.id) was brought to success, and is not finished", nil)
            }
            for (step, times) in state.steps where times > 1 { broken(.fenced, "\(entry.id) wrote step \(step) \(times) times", nil) }
            return
        }
        if state.attemptsOfSuccess.count != 1 {
            broken(
                state.attemptsOfSuccess.isEmpty ? .nothingLost : .endedOnce,
                "\(entry.id) has \(state.attemptsOfSuccess.count) successful runs",
                nil
            )
        } else if state.attemptsOfSuccess != [Int64(entry.failures) + 1] {
            broken(.crashIsFree, "\(entry.id) fails \(entry.failures) times, but succeeded with attempt \(state.attemptsOfSuccess[0])", nil)
        }
        for step in 0..<Int64(entry.steps ?? 0) where state.steps[step] != 1 {
            broken(.fenced, "\(entry.id) wrote step \(step) \(state.steps[step] ?? 0) times", nil)
        }
    }

    private mutating func broken(_ promise: Violation.Promise, _ message: String, _ event: HistoryEvent?) {
        violations.append(Violation(promise: promise, message: message, seq: event?.seq))
    }
}
