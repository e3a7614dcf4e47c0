import Hummingbird
import JobQueue

/// What people and other systems were told of entries that failed for good or went well.
struct NoticeEndpoints: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    var all: [Endpoint] { [notices, see, webhooks, retry] }

    private var notices: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/notices",
            access: .role(.viewer),
            name: "listNotices",
            tag: "Job queue",
            summary: "The caller's notices, newest first.",
            query: ListRequest.parameters + [.init("all", .boolean, "Those that were seen too.")],
            answers: [.init(.ok, "A page of notices.", Components.page("Notice"))]
        ) { call in
            let page = try ListRequest(call)
            let seen = call.query("all") == "true"
            let notices = try await queue.notices(for: call.caller, includesSeen: seen, limit: page.limit + 1, after: page.after)
            return try .json(page.page(notices) { $0.id })
        }
    }

    private var see: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/job-queue/notices/{id}/seen",
            access: .role(.operator),
            name: "seeNotice",
            tag: "Job queue",
            summary: "Mark one of the caller's notices as seen.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.noContent, "It is marked.")]
        ) { call in
            try await queue.seeNotice(try call.path("id"), of: call.caller)
            return .empty
        }
    }

    private var webhooks: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/webhooks",
            access: .role(.viewer),
            name: "listWebhooks",
            tag: "Job queue",
            summary: "Outgoing webhooks and what became of them, newest first.",
            query: ListRequest.parameters + [
                .init("status", .string(choices: Webhook.Status.allCases.map(\.rawValue)), "Only this status.")
            ],
            answers: [.init(.ok, "A page of webhooks.", Components.page("Webhook"))]
        ) { call in
            let page = try ListRequest(call)
            let statuses = call.query("status").flatMap(Webhook.Status.init).map { Set([$0]) }
            let filter = WebhookFilter(statuses: statuses, limit: page.limit + 1, after: page.after)
            return try .json(page.page(try await queue.webhooks(filter)) { $0.id })
        }
    }

    private var retry: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/job-queue/webhooks/{id}/retry",
            access: .role(.operator),
            name: "retryWebhook",
            tag: "Job queue",
            summary: "Try a webhook that was given up again.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The webhook, waiting for its next attempt.", .reference("Webhook"))]
        ) { call in
            try .json(try await queue.retryWebhook(try call.path("id")))
        }
    }
}
