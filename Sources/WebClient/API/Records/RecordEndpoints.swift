import Connector
import Foundation
import Hummingbird

/// What was left out, and what was asked of the shops.
struct RecordEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] { [skipped, skippedOne, retry, dismiss, activity] }

    private static let path = "/api/v1/skipped-records"

    private var skipped: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "listSkippedRecords",
            tag: "Records",
            summary: "Records that could not be synchronized, newest first.",
            query: ListRequest.parameters + [.init("shop", .text, "Only this shop's."), .init("task", .text, "Only this task's.")],
            answers: [.init(.ok, "A page of skipped records.", Components.page("SkippedRecord"))]
        ) { call in
            let page = try ListRequest(call)
            let records = try await services.connector.skipped.list(
                shop: call.query("shop"),
                task: call.query("task"),
                after: page.after,
                limit: page.limit + 1
            )
            return try .json(page.page(records) { $0.id })
        }
    }

    private var skippedOne: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/{id}",
            access: .role(.viewer),
            name: "getSkippedRecord",
            tag: "Records",
            summary: "One skipped record.",
            answers: [.init(.ok, "The record.", .reference("SkippedRecord"))]
        ) { call in
            try .json(try await services.connector.skipped.show(try call.path("id")))
        }
    }

    private var retry: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/{id}/retry",
            access: .role(.operator),
            name: "retrySkippedRecord",
            tag: "Records",
            summary: "Make it due: the task's next run tries it again.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The record.", .reference("SkippedRecord"))]
        ) { call in
            try .json(try await services.connector.skipped.retry(try call.path("id")))
        }
    }

    private var dismiss: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/{id}/dismiss",
            access: .role(.operator),
            name: "dismissSkippedRecord",
            tag: "Records",
            summary: "It needs nothing: take it off the list.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.noContent, "It is off the list.")]
        ) { call in
            try await services.connector.skipped.dismiss(try call.path("id"))
            return .empty
        }
    }

    private var activity: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/activity",
            access: .role(.viewer),
            name: "listActivity",
            tag: "Records",
            summary: "Requests to shops, newest first, as far as the shop cards let them be kept.",
            query: ListRequest.parameters + [.init("shop", .text, "Only this shop's."), .init("errors", .boolean, "Only failed ones.")],
            answers: [.init(.ok, "A page of requests.", Components.page("Activity"))]
        ) { call in
            let page = try ListRequest(call)
            let entries = try await services.connector.activity.list(
                shop: call.query("shop"),
                errorsOnly: call.query("errors") == "true",
                after: page.after,
                limit: page.limit + 1
            )
            return try .json(page.page(entries) { $0.id })
        }
    }
}
