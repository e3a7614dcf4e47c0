import Connector
import Foundation
import Hummingbird

/// The recommended recurring entries of a shop.
struct ScheduleEndpoints: Sendable {
    let services: WebServices
    private static let path = "/api/v1/shops/{code}/recommended-schedule"

    private var schedule: RecommendedSchedule { RecommendedSchedule(shops: services.connector.shops, queue: services.queue) }

    var all: [Endpoint] { [show, apply] }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "showRecommendedSchedule",
            tag: "Shops",
            summary: "The recurring entries that suit the shop card, and which of them are there.",
            answers: [.init(.ok, "The lines.", .array(.reference("ScheduleLine")))]
        ) { call in
            try .json(try await schedule.show(try call.path("code")))
        }
    }

    private var apply: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path,
            access: .role(.operator),
            name: "makeRecommendedSchedule",
            tag: "Shops",
            summary: "Make the recommended entries that are missing. A task that has a recurring entry keeps it.",
            answers: [.init(.ok, "The lines, with their entries.", .array(.reference("ScheduleLine")))]
        ) { call in
            try .json(try await schedule.apply(try call.path("code"), owner: call.caller))
        }
    }
}
