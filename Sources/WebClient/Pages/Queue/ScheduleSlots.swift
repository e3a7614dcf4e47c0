import Foundation
import JobQueue

/// The next runs of a schedule as a list, with what is unusual about a day when clocks change, and the coming days of that kind.
enum ScheduleSlots {
    static func slot(_ date: Date, _ recurrence: Recurrence, _ t: Speech) -> SectionView.Slot {
        SectionView.Slot(when: t.weekdayAndTime(date), note: note(date, recurrence, t))
    }

    private static func note(_ date: Date, _ recurrence: Recurrence, _ t: Speech) -> String? {
        guard let note = recurrence.daylightSavingNote(for: date) else { return nil }
        guard t.language == .russian else { return note.description }
        return switch note.kind {
        case .movedOutOfGap: t(.slotMoved)
        case .firstOfTwo: t(.slotFirst)
        case .secondOfTwo: t(.slotSecond)
        case .dayOfChange: t(.clocksChange)
        }
    }

    /// What the schedule editor shows while one types.
    struct View {
        var slotError: String?
        var slots: [SectionView.Slot] = []
        var slotNotes: [String] = []
    }

    static func view(_ fields: RecurrenceFields, _ t: Speech, count: Int = 10) -> View {
        guard !fields.isEmpty else { return View(slotError: t(.noSchedule)) }
        do {
            let recurrence = try Recurrence(fields, defaultZone: t.zone.identifier)
            let local = Speech(t.language, zone: TimeZone(identifier: recurrence.zone) ?? .gmt)
            return View(
                slots: recurrence.slots(from: .now).prefix(count).map { slot($0, recurrence, local) },
                slotNotes: changes(recurrence, local)
            )
        } catch {
            return View(slotError: "\(error)")
        }
    }

    /// The next two days on which the zone's clocks change, each with what it does to the schedule.
    static func changes(_ recurrence: Recurrence, _ t: Speech, from now: Date = .now) -> [String] {
        var notes: [String] = []
        var after = now
        while notes.count < 2, let transition = t.zone.nextDaylightSavingTimeTransition(after: after),
            transition < now.addingTimeInterval(400 * 86_400)
        {
            after = transition.addingTimeInterval(1)
            let before = transition.addingTimeInterval(-1)
            let shift = t.zone.secondsFromGMT(for: transition) - t.zone.secondsFromGMT(for: before)
            let text = t(shift > 0 ? .clocksForward : .clocksBack, t.day(before), t.duration(Double(abs(shift))))
            // The first unusual slot of that day tells what the change does.
            let day = recurrence.slots(from: transition.addingTimeInterval(-26 * 3600)).prefix(500)
                .prefix { $0 < transition.addingTimeInterval(26 * 3600) }
            let unusual = day.first { slot in
                recurrence.daylightSavingNote(for: slot).map { $0.kind != .dayOfChange } ?? false
            }
            notes.append(([text] + [unusual.flatMap { note($0, recurrence, t) }].compactMap(\.self)).joined(separator: " "))
        }
        return notes
    }
}
