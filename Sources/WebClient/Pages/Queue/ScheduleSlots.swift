import Foundation
import JobQueue

/// The next runs of a schedule as a list, with what is unusual about a day when clocks change.
enum ScheduleSlots {
    static func slot(_ date: Date, _ recurrence: Recurrence, _ t: Speech) -> SectionView.Slot {
        let note = recurrence.daylightSavingNote(for: date)
        return SectionView.Slot(
            when: t.exact(date, withZone: false),
            note: note.map { t.language == .english ? $0.description : t(.clocksChange) } ?? ""
        )
    }

    /// What the schedule editor shows while one types.
    struct View {
        var slotError: String?
        var slots: [SectionView.Slot] = []
    }

    static func view(_ fields: RecurrenceFields, _ t: Speech, count: Int = 10) -> View {
        guard !fields.isEmpty else { return View(slotError: t(.noSchedule)) }
        do {
            let recurrence = try Recurrence(fields, defaultZone: t.zone.identifier)
            let local = Speech(t.language, zone: TimeZone(identifier: recurrence.zone) ?? .gmt)
            return View(slots: recurrence.slots(from: .now).prefix(count).map { slot($0, recurrence, local) })
        } catch {
            return View(slotError: "\(error)")
        }
    }
}
