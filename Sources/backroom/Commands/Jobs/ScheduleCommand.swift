import ArgumentParser
import Foundation
import JobQueue
import WebClient

struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Schedules before they are used.",
        subcommands: [Preview.self]
    )

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show when something would run.",
            discussion: """
                Example:
                  backroom schedule preview --days mon,tue,wed,thu,fri --start 08:00 --end 18:00 --every 15 --zone Europe/Berlin
                """
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: RecurrenceOptions

        @Option(
            help: ArgumentHelp(
                "The scheduled time (after completion: the end) of the run before; RFC 3339, default now.",
                valueName: "instant"
            )
        )
        var from: InstantArgument?

        @Option(help: ArgumentHelp("How many runs to show, 1 to 1000.", valueName: "number"))
        var count = 10

        func run() async throws {
            guard (1...1000).contains(count) else { throw ValidationError("--count must be from 1 to 1000.") }
            let settings = try common.settings()
            let recurrence = try Recurrence(options.fields, defaultZone: settings.timeZone.identifier)
            let slots = Array(recurrence.slots(after: from?.date ?? .now).prefix(count))
            try common.output.list(slots) { Self.table($0, recurrence) }
        }

        private static func table(_ slots: [Date], _ recurrence: Recurrence) -> Table {
            let zone = TimeZone(identifier: recurrence.zone) ?? .gmt
            let rows = slots.map {
                [Words.instant($0, zone: zone), Instant.text($0), recurrence.daylightSavingNote(for: $0)?.description ?? ""]
            }
            return Table(
                [.text(recurrence.zone), .text("UTC"), .text("")],
                rows,
                empty: "Nothing is due within the years that are computed."
            )
        }
    }
}
