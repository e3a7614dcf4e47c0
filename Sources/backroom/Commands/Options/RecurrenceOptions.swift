import ArgumentParser
import Foundation
import JobQueue

/// When something recurs, as `jobs add` and `schedule preview` take it.
struct RecurrenceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Days: mon,tue,wed,thu,fri,sat,sun or all.", valueName: "days"))
    var days: String?

    @Option(help: ArgumentHelp("When a day's window opens.", valueName: "HH:MM"))
    var start: String?

    @Option(help: ArgumentHelp("When it closes.", valueName: "HH:MM"))
    var end: String?

    @Option(help: ArgumentHelp("Minutes between runs, 1 to 1440.", valueName: "minutes"))
    var every: Int?

    @Option(help: ArgumentHelp("A date formula instead of days, such as 1M or CM+1D.", valueName: "formula"))
    var formula: String?

    @Option(help: ArgumentHelp("The time zone, such as Europe/Berlin.", valueName: "zone"))
    var zone: String?

    @Option(help: ArgumentHelp("fixed-rate or after-completion.", valueName: "spacing"))
    var spacing: String?

    @Option(help: ArgumentHelp("What happens to missed runs: once, skip or all:N.", valueName: "policy"))
    var missed: String?

    /// The fields as given.
    var fields: RecurrenceFields {
        RecurrenceFields(
            days: days.map { [$0] },
            start: start,
            end: end,
            every: every,
            formula: formula,
            zone: zone,
            spacing: spacing,
            missed: missed
        )
    }

    /// The recurrence; nil when nothing of it was given.
    func recurrence(defaultZone: TimeZone) throws -> Recurrence? {
        fields.isEmpty ? nil : try Recurrence(fields, defaultZone: defaultZone.identifier)
    }
}
