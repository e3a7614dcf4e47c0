/// The time in which one flagged day's slots lie, in seconds since 1970 UTC.
struct RecurrenceWindow {
    let opens: Int
    /// The last second that belongs to the window; never before it opens, so that a daily run happens also when
    /// its time is skipped at the end of a day.
    let closes: Int

    /// Seconds from one slot to the next; nil: only the opening is one.
    let step: Int?

    func firstSlot(after instant: Int) -> Int? {
        if opens > instant { return opens }
        guard let step else { return nil }
        let slot = opens + ((instant - opens) / step + 1) * step
        return slot <= closes ? slot : nil
    }

    func lastSlot(notAfter instant: Int) -> Int? {
        guard opens <= instant else { return nil }
        guard let step else { return opens }
        return opens + (min(instant, closes) - opens) / step * step
    }

    func contains(_ instant: Int) -> Bool { opens <= instant && instant <= closes }
}

extension Recurrence {
    func window(of date: CivilDate) -> RecurrenceWindow {
        let opens = clock.instant(on: date, at: start ?? .midnight, .first)
        let closes: Int
        if let end {
            let isNextDay = end < (start ?? .midnight)
            closes = clock.instant(on: isNextDay ? date.adding(days: 1) : date, at: end, .last)
        } else {
            closes = clock.start(of: date.adding(days: 1)) - 1
        }
        return RecurrenceWindow(opens: opens, closes: max(opens, closes), step: spacing == .fixedRate ? every.map { $0 * 60 } : nil)
    }

    func isFlagged(_ date: CivilDate) -> Bool { days.contains(weekday: date.weekday) }

    /// The windows that may hold or follow the instant, in the order of their opening.
    func windows(around instant: Int) -> RecurrenceWindows { RecurrenceWindows(of: self, around: instant) }
}

/// The windows of a fortnight's flagged days around an instant, in the order of their opening.
///
/// A window may reach into the next day's, on a day when clocks go back, and a local date may come twice or never: so they begin two
/// days early. At least one of them opens after the instant.
struct RecurrenceWindows: Sequence, IteratorProtocol {
    private let recurrence: Recurrence
    private var date: CivilDate
    private let last: CivilDate

    init(of recurrence: Recurrence, around instant: Int) {
        self.recurrence = recurrence
        let today = recurrence.clock.date(at: instant)
        date = today.adding(days: -2)
        last = today.adding(days: 9)
    }

    mutating func next() -> RecurrenceWindow? {
        while date <= last {
            defer { date = date.adding(days: 1) }
            if recurrence.isFlagged(date) { return recurrence.window(of: date) }
        }
        return nil
    }
}
