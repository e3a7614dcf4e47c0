public import Foundation

/// The slots of a recurrence one after another, computed as they are asked for; it ends with the year 9999.
/// After completion, each run is taken to end at once.
public struct RecurrenceSlots: Sequence, IteratorProtocol, Sendable {
    private let recurrence: Recurrence
    private var upcoming: Date

    init(_ recurrence: Recurrence, first: Date) {
        self.recurrence = recurrence
        upcoming = first
    }

    public mutating func next() -> Date? {
        guard upcoming.timeIntervalSince1970 <= 253_402_300_799 else { return nil }
        defer { upcoming = recurrence.next(after: upcoming) }
        return upcoming
    }
}

extension Recurrence {
    /// The slots at and after an instant, as an entry that is made ready then would have them.
    public func slots(from instant: Date) -> RecurrenceSlots {
        RecurrenceSlots(self, first: firstSlot(onOrAfter: instant))
    }

    /// The slots that follow one that was scheduled (after completion: a run that ended).
    public func slots(after scheduled: Date) -> RecurrenceSlots {
        RecurrenceSlots(self, first: next(after: scheduled))
    }
}
