public import Foundation

/// What to do about slots that passed while nothing was there to run them.
public struct MissedRuns: Sendable, Hashable {
    /// The slots to run now, oldest first.
    public let run: [Date]
    /// The first and last of the slots that are left out; nil when there are none.
    public let skipped: ClosedRange<Date>?
    /// The slot to go on with, after now.
    public let next: Date

    public init(run: [Date], skipped: ClosedRange<Date>?, next: Date) {
        self.run = run
        self.skipped = skipped
        self.next = next
    }
}

extension Recurrence {
    /// How late a run may start and still count as on time, in seconds.
    public static let grace: TimeInterval = 60

    /// Applies the missed-run policy.
    ///
    /// Slots up to ``grace`` late are not missed: the latest of them runs whatever the policy. A formula is followed run by run from `due`;
    /// otherwise the time that has passed does not matter.
    /// - Parameters:
    ///   - due: the slot that the entry waits for.
    ///   - now: the time of the decision.
    public func missedRuns(due: Date, now: Date, grace: TimeInterval = Recurrence.grace) -> MissedRuns {
        guard due <= now else { return MissedRuns(run: [], skipped: nil, next: due) }
        if spacing == .afterCompletion { return missedPause(due: due, now: now, grace: grace) }
        let passed = PassedSlots(of: self, from: seconds(due, rounded: .down), through: seconds(now, rounded: .down))
        let isOnTime = now.timeIntervalSince(date(passed.last)) <= grace
        var run: [Int] = []
        switch missed {
        case .once:
            if isOnTime || end == nil || windowContaining(slot: passed.last).contains(seconds(now, rounded: .down)) { run = [passed.last] }
        case .skip:
            if isOnTime { run = [passed.last] }
        case .all(let count):
            run = passed.oldest(count)
            if isOnTime, run.last != passed.last { run.append(passed.last) }
        }
        return MissedRuns(
            run: run.map(date),
            skipped: passed.without(run).map { date($0.lowerBound)...date($0.upperBound) },
            next: date(passed.next)
        )
    }

    /// After completion there is one pending run, whatever time has passed.
    private func missedPause(due: Date, now: Date, grace: TimeInterval) -> MissedRuns {
        let isOnTime = now.timeIntervalSince(due) <= grace
        let isOpen = end == nil || placed(now) == now
        if isOnTime || (missed != .skip && isOpen) { return MissedRuns(run: [due], skipped: nil, next: next(afterCompletion: now)) }
        return MissedRuns(run: [], skipped: due...due, next: missed == .skip ? next(afterCompletion: now) : placed(now))
    }

    /// The window that a slot belongs to: of the latest flagged day that had it.
    private func windowContaining(slot: Int) -> RecurrenceWindow {
        let today = clock.date(at: slot)
        if formula != nil { return window(of: today) }
        let holding = windows(around: slot).filter { $0.contains(slot) }
        return holding.max { $0.closes < $1.closes } ?? window(of: today)
    }
}

/// The slots of a recurrence from one that was due until now.
private struct PassedSlots {
    let recurrence: Recurrence
    let first: Int
    let last: Int
    /// The slot before the last one, if it is among them.
    let secondLast: Int?
    let next: Int

    init(of recurrence: Recurrence, from first: Int, through now: Int) {
        self.recurrence = recurrence
        self.first = first
        if recurrence.formula == nil {
            last = max(first, recurrence.windowSlot(notAfter: now) ?? first)
            next = recurrence.slot(after: now)
            secondLast = last > first ? max(first, recurrence.windowSlot(notAfter: last - 1) ?? first) : nil
        } else {
            var before: Int?
            var slot = first
            var following = recurrence.slot(after: slot)
            while following <= now { (before, slot, following) = (slot, following, recurrence.slot(after: following)) }
            (secondLast, last, next) = (before, slot, following)
        }
    }

    func oldest(_ count: Int) -> [Int] {
        Array(sequence(first: first) { recurrence.slot(after: $0) }.lazy.prefix(count).prefix { $0 <= last })
    }

    /// The bounds of what is left when the given ones run, which are some of the oldest and perhaps the last.
    func without(_ run: [Int]) -> ClosedRange<Int>? {
        let runsLast = run.last == last
        let oldest = runsLast ? run.dropLast() : run[...]
        let lower = oldest.last.map { recurrence.slot(after: $0) } ?? (runsLast && first == last ? nil : first)
        guard let lower, let upper = runsLast ? secondLast : last, lower <= upper else { return nil }
        return lower...upper
    }
}
