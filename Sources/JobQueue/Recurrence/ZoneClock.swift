import Foundation

/// The wall clock of one zone: which instant a local time names, and the other way round. Instants are whole seconds since 1970 UTC.
struct ZoneClock {
    /// What a local time that occurs twice means, on the day when clocks go back.
    enum Occurrence { case first, last }

    let zone: TimeZone

    /// Seconds east of UTC.
    func offset(at instant: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }

    /// The date that calendars in the zone show at the instant.
    func date(at instant: Int) -> CivilDate {
        CivilDate(dayNumber: floorDivide(instant + offset(at: instant), 86_400))
    }

    /// The instant of a local time. A time that does not exist because clocks went forward means the first instant after the gap.
    func instant(on date: CivilDate, at time: TimeOfDay, _ occurrence: Occurrence) -> Int {
        let local = date.dayNumber * 86_400 + time.minute * 60
        // Offsets lie between −12 and +14 hours, so a day either side brackets the true instant.
        let before = offset(at: local - 86_400)
        let after = offset(at: local + 86_400)
        let early = local - before
        guard before != after else { return early }
        let late = local - after
        let earlyIsReal = offset(at: early) == before
        let lateIsReal = offset(at: late) == after
        switch (earlyIsReal, lateIsReal) {
        case (true, true): return occurrence == .first ? min(early, late) : max(early, late)
        case (true, false): return early
        case (false, true): return late
        case (false, false): return transition(between: local - 86_400, and: local + 86_400)
        }
    }

    /// The first instant of a calendar day: not midnight in zones that skip it.
    func start(of date: CivilDate) -> Int { instant(on: date, at: .midnight, .first) }

    /// The first instant with another offset than at `low`, which must differ from that at `high`.
    func transition(between low: Int, and high: Int) -> Int {
        let before = offset(at: low)
        var low = low
        var high = high
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }
}
