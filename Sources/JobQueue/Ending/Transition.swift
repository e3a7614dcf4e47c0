import Foundation

/// The end of an attempt as a change of its entry: no database, no clock, no chance of its own.
struct Transition {
    /// What the run's row says.
    private(set) var status = RunStatus.success
    private(set) var message: String?
    private(set) var error: String?
    private(set) var errorCode: String?
    /// Slots that were passed over, in words.
    private(set) var skipped: String?
    private(set) var isExpired = false
    /// Whether the entry has come to an end that somebody may want to know of: it failed for good, or went well.
    private(set) var notice: Notice.Kind?
    private(set) var row: EntryRow

    /// How many attempts in a row may be lost with their workers.
    static let maximumLosses = 3

    private let now: Int64

    /// - Parameters:
    ///   - row: The entry in process.
    ///   - chance: 0..<1, for the jitter of the backoff.
    init(_ row: EntryRow, _ outcome: Outcome, now: Int64, chance: Double) throws {
        self.row = row
        self.now = now
        leave()
        switch outcome {
        case .succeeded(let message):
            self.message = message
            try succeed(isIdle: false)
        case .nothingChanged:
            message = "Nothing changed."
            try succeed(isIdle: true)
        case .failed(let text, let details, let code, let retryAfter, let isPermanent):
            status = .error
            errorCode = code
            error = details ?? text
            try fail(text, retryAfter: retryAfter, isPermanent: isPermanent, chance: chance)
        case .timedOut:
            status = .error
            error = "It took longer than its time limit of \(row.timeout) s."
            try fail(error ?? "", retryAfter: nil, isPermanent: false, chance: chance)
        case .cancelled: cancel()
        case .returned(let text):
            status = .cancelled
            message = text
            giveBack()
        case .relocked(let locks):
            status = .cancelled
            self.row.locks = locks
            self.row.foreground = row.foreground
            giveBack()
        case .lost: try lose()
        }
        if row.restartsAfterRun { try restartAsAsked() }
        if row.holdsAfterRun, [.ready, .onHoldWithInactivityTimeout].contains(self.row.status) { self.row.status = .onHold }
    }

    private mutating func leave() {
        row.node = nil
        row.lease = nil
        row.started = nil
        row.cancelRequested = nil
        row.holdsAfterRun = false
        row.restartsAfterRun = false
        row.foreground = nil
    }

    private mutating func succeed(isIdle: Bool) throws {
        notice = .success
        row.error = nil
        row.losses = 0
        row.checkpoint = nil
        guard let recurrence = try Schedule.recurrence(of: row) else {
            row.status = .finished
            row.finished = now
            return
        }
        row.attempts = 0
        if isIdle, let minutes = row.inactivityTimeout {
            row.status = .onHoldWithInactivityTimeout
            row.due = now + Int64(minutes) * 60_000_000
            row.scheduledFor = row.due
        } else {
            goOn(recurrence)
        }
    }

    private mutating func fail(_ text: String, retryAfter: Int64?, isPermanent: Bool, chance: Double) throws {
        row.error = text
        row.losses = 0
        guard isPermanent || row.attempts >= row.maximumAttempts else {
            row.status = .ready
            row.due = now + (retryAfter ?? Schedule.backoff(delay: row.rerunDelay, afterAttempt: row.attempts, chance: chance))
            return
        }
        notice = .failure
        if row.onFailure == .keepSchedule, let recurrence = try Schedule.recurrence(of: row) {
            row.attempts = 0
            row.checkpoint = nil
            goOn(recurrence)
        } else {
            row.status = .error
        }
    }

    private mutating func cancel() {
        status = .cancelled
        message = "Cancelled."
        row.losses = 0
        row.status = row.isRecurring ? .onHold : .finished
        row.finished = row.isRecurring ? nil : now
    }

    private mutating func giveBack() {
        row.status = .ready
        row.attempts = max(0, row.attempts - 1)
    }

    private mutating func lose() throws {
        status = .error
        error = "The run ended with its worker. The attempt is not charged."
        row.losses += 1
        row.attempts = max(0, row.attempts - 1)
        row.status = .ready
        if row.losses >= Self.maximumLosses {
            row.status = .error
            row.error = "The run keeps ending with its worker: it was lost \(row.losses) times in a row."
            error = row.error
            notice = .failure
        }
    }

    private mutating func restartAsAsked() throws {
        guard row.status != .ready || row.isRecurring else { return }
        row.status = .ready
        row.attempts = 0
        row.error = nil
        row.finished = nil
        row.due = now
        row.scheduledFor = now
    }

    /// To the next slot, or to one of those that are made up for.
    private mutating func goOn(_ recurrence: Recurrence) {
        row.status = .ready
        let scheduled = Instants.date(row.scheduledFor ?? row.due)
        if let left = row.catchUp, let until = row.catchUpUntil, left > 0 {
            row.due = left == 1 ? until : min(until, Instants.microseconds(recurrence.next(after: scheduled)))
            // Zero stays until that last one has run: its slot lies in the past, but is not missed once more.
            row.catchUp = left - 1
        } else {
            let next = recurrence.next(after: scheduled, endedAt: Instants.date(now))
            let following = recurrence.spacing == .fixedRate ? recurrence.next(after: scheduled) : next
            if following < next {
                skipped =
                    "Slots from \(Instants.text(following)) on passed while the entry ran or waited; the next is \(Instants.text(next))."
            }
            row.due = Instants.microseconds(next)
            row.catchUp = nil
            row.catchUpUntil = nil
        }
        row.scheduledFor = row.due
        if let expiration = row.expiration, row.due > expiration {
            isExpired = true
            row.status = .onHold
        }
    }
}
