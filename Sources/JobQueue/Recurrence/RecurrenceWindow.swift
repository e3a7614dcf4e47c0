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

    /// The windows that may hold or follow the instant, in the order of their opening. A window may reach into the next day's, on a day
    /// when clocks go back, and a local date may come twice: so the search begins two days early. At least one of them opens later.
    func windows(around instant: Int) -> some Sequence<RecurrenceWindow> {
        let today = clock.date(at: instant)
        return (-2...9).lazy.map { today.adding(days: $0) }.filter(isFlagged).map(window(of:))
    }
}
