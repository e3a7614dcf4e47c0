public import Foundation

extension Recurrence {
    /// The first slot after the scheduled time of the last run. After completion, the pause is counted from the given time.
    public func next(after scheduled: Date) -> Date {
        switch spacing {
        case .fixedRate: date(slot(after: seconds(scheduled, rounded: .down)))
        case .afterCompletion: next(afterCompletion: scheduled)
        }
    }

    /// When to run again after a run: what the queue calls. Slots that passed while the entry ran or waited are left out; they do not
    /// shift those that follow.
    /// - Parameters:
    ///   - scheduled: the slot of the run.
    ///   - ended: when it ended.
    public func next(after scheduled: Date, endedAt ended: Date) -> Date {
        guard spacing == .fixedRate else { return next(afterCompletion: ended) }
        let end = seconds(ended, rounded: .down)
        var slot =
            formula == nil ? slot(after: max(end, seconds(scheduled, rounded: .down))) : slot(after: seconds(scheduled, rounded: .down))
        while slot <= end { slot = self.slot(after: slot) }
        return date(slot)
    }

    /// The first slot at or after an instant, for an entry that has not run yet. A formula is applied to the instant's date; after
    /// completion the instant itself is taken when it lies in an open window.
    public func firstSlot(onOrAfter instant: Date) -> Date {
        switch spacing {
        case .fixedRate: date(slot(after: seconds(instant, rounded: .up) - 1))
        case .afterCompletion: placed(instant)
        }
    }

    func slot(after instant: Int) -> Int {
        formula.map { slot(of: $0, after: instant) } ?? windowSlot(after: instant)
    }

    private func windowSlot(after instant: Int) -> Int {
        var best: Int?
        for window in windows(around: instant) {
            if let best, window.opens >= best { return best }
            guard let slot = window.firstSlot(after: instant) else { continue }
            best = min(best ?? slot, slot)
        }
        guard let best else { preconditionFailure("A recurrence without a flagged day: its initializer must have refused it.") }
        return best
    }

    /// Where the formula leaves the date where it is or leads back (`CM` on the last of a month), it is applied to the days that follow.
    private func slot(of formula: DateFormula, after instant: Int) -> Int {
        let today = clock.date(at: instant)
        for wait in 0...(2 * DateFormula.longestWait) {
            let result = formula.apply(to: today.adding(days: wait))
            guard result >= today else { continue }
            let slot = clock.instant(on: result, at: start ?? .midnight, .first)
            if slot > instant { return slot }
        }
        preconditionFailure("The formula \(formula) never moves forward: its initializer must have refused it.")
    }

    /// The last slot at or before an instant, without walking there. Only for windows: a formula's slots depend on where it began.
    func windowSlot(notAfter instant: Int) -> Int? {
        let today = clock.date(at: instant)
        var best: Int?
        for offset in stride(from: 2, through: -9, by: -1) {
            let date = today.adding(days: offset)
            guard isFlagged(date) else { continue }
            let window = window(of: date)
            if let best, window.closes <= best { break }
            guard let slot = window.lastSlot(notAfter: instant) else { continue }
            best = max(best ?? slot, slot)
        }
        return best
    }

    /// Whole seconds, kept within the years 1…9999.
    func seconds(_ date: Date, rounded rule: FloatingPointRoundingRule) -> Int {
        let seconds = date.timeIntervalSince1970.rounded(rule)
        return seconds.isNaN ? 0 : Int(min(max(seconds, -62_135_596_800), 253_402_300_799))
    }

    func date(_ seconds: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }
}
