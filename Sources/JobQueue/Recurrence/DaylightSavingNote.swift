public import Foundation

/// What is unusual about a slot because clocks change on its day: what a preview shows beside it.
public struct DaylightSavingNote: Sendable, Hashable, Codable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The opening's local time does not exist on that day; the run comes at the first instant after the gap.
        case movedOutOfGap
        /// The slot's local time occurs twice and this is the first.
        case firstOfTwo
        /// The slot's local time occurs twice and this is the second.
        case secondOfTwo
        /// The day is shorter or longer than others.
        case dayOfChange
    }

    public let kind: Kind
    /// When the clocks change.
    public let transition: Date
    /// Seconds by which they go forward; negative: back.
    public let shift: Int
    /// A sentence for people.
    public let description: String
}

extension Recurrence {
    /// The note for a slot of this recurrence, or nil on an ordinary day.
    public func daylightSavingNote(for slot: Date) -> DaylightSavingNote? {
        let instant = seconds(slot, rounded: .down)
        let today = clock.date(at: instant)
        let opening = openingInGap(at: instant)
        let (low, high) = (opening.map { $0 - 1 } ?? clock.start(of: today) - 1, clock.start(of: today.adding(days: 1)))
        guard clock.offset(at: low) != clock.offset(at: high) else { return nil }
        let transition = clock.transition(between: low, and: high)
        let (before, after) = (clock.offset(at: transition - 1), clock.offset(at: transition))
        let shift = after - before
        // A change at midnight belongs to the day that loses or repeats an hour.
        let changed = CivilDate(dayNumber: floorDivide(transition + (shift > 0 ? before : after), 86_400))
        guard opening != nil || changed == today else { return nil }
        let face = { (instant: Int) in LocalTimeText.time(instant, clock) }
        let amount = LocalTimeText.duration(abs(shift))
        let change = "clocks go \(shift > 0 ? "forward" : "back") by \(amount) at \(LocalTimeText.face(before: transition, clock))"
        let kind: DaylightSavingNote.Kind
        let sentence: String
        if opening != nil {
            kind = .movedOutOfGap
            sentence =
                "\(start ?? .midnight) does not exist on this day: \(change). The run comes right after the gap, at \(face(instant))."
        } else if shift < 0, (transition + shift..<transition).contains(instant) {
            kind = .firstOfTwo
            sentence =
                "\(face(instant)) occurs twice on this day: \(change). This is the first time, at \(LocalTimeText.offset(instant, clock))."
        } else if shift < 0, (transition..<transition - shift).contains(instant) {
            kind = .secondOfTwo
            sentence =
                "\(face(instant)) occurs twice on this day: \(change). This is the second time, at \(LocalTimeText.offset(instant, clock))."
        } else {
            kind = .dayOfChange
            sentence = "On this day \(change)."
        }
        return DaylightSavingNote(kind: kind, transition: date(transition), shift: shift, description: sentence)
    }

    /// The instant itself when it is an opening whose local time a change of clocks skipped.
    private func openingInGap(at instant: Int) -> Int? {
        let shift = clock.offset(at: instant) - clock.offset(at: instant - 1)
        guard shift > 0 else { return nil }
        let opening = start ?? .midnight
        let local = floorModulo(instant + clock.offset(at: instant) - opening.minute * 60, 86_400)
        return local > 0 && local <= shift ? instant : nil
    }
}
