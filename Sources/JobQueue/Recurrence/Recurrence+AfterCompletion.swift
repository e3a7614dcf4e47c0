public import Foundation

extension Recurrence {
    /// A pause of ``every`` minutes after a run ended, moved into the next open window of a flagged day when it falls outside.
    public func next(afterCompletion completed: Date) -> Date {
        placed(completed.addingTimeInterval(TimeInterval((every ?? 0) * 60)))
    }

    /// The instant itself when a window is open, otherwise the next opening.
    func placed(_ instant: Date) -> Date {
        guard formula == nil else { return firstSlot(onOrAfter: instant) }
        let second = seconds(instant, rounded: .down)
        for window in windows(around: second) {
            if window.contains(second) { return instant }
            if window.opens > second { return date(window.opens) }
        }
        preconditionFailure("A recurrence without a flagged day: its initializer must have refused it.")
    }
}
