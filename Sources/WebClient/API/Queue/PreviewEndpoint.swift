import Foundation
import Hummingbird
import JobQueue

/// Schedules before they are used: what the page shows beside the form and `backroom schedule preview` prints.
struct PreviewEndpoint: Sendable {
    var all: [Endpoint] { [preview] }

    private var preview: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/preview",
            access: .role(.viewer),
            name: "previewSchedule",
            tag: "Job queue",
            summary: "When something would run.",
            query: [
                .init("days", .text, "`mon,tue` … or `all`."), .init("start", .text, "`HH:MM`"), .init("end", .text, "`HH:MM`"),
                .init("every", .integer(), "Minutes."), .init("formula", .text, "A date formula instead of days."),
                .init("zone", .text, "An IANA name; the server's when left out."),
                .init("spacing", .text, "`fixed-rate` or `after-completion`."), .init("missed", .text, "`once`, `skip` or `all:N`."),
                .init("from", .instant, "The scheduled time (after completion: the end) of the run before; now when left out."),
                .init("count", .integer(minimum: 1, maximum: 1000), "How many; 10 when left out."),
            ],
            answers: [.init(.ok, "Instants in UTC.", .array(.instant))]
        ) { call in
            let fields = RecurrenceFields(
                days: call.query("days").map { [$0] },
                start: call.query("start"),
                end: call.query("end"),
                every: call.query("every").flatMap(Int.init),
                formula: call.query("formula"),
                zone: call.query("zone"),
                spacing: call.query("spacing"),
                missed: call.query("missed")
            )
            let recurrence = try Recurrence(fields)
            let from = call.query("from").flatMap(Instant.parse) ?? .now
            let count = call.query("count").flatMap(Int.init) ?? 10
            return try .json(Array(recurrence.slots(after: from).prefix(count)))
        }
    }
}
