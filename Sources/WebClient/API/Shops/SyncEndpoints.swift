import Connector
import Foundation
import Hummingbird
import JobQueue

/// Starts a task for a shop.
struct SyncEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] { [start] }

    private struct Body: Decodable {
        let parameters: [String: JSONValue]?
        let mode: SyncAction.Mode?
        let dryRun: Bool?
        let force: Bool?
    }

    private var start: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/shops/{code}/sync/{task}",
            access: .role(.operator),
            name: "startSync",
            tag: "Shops",
            summary: "Start a task for a shop, in the background or waiting for its end.",
            body: .reference("SyncRequest"),
            bodyIsOptional: true,
            answers: [
                .init(.ok, "Foreground: the run, ended.", .reference("Run")),
                .init(.accepted, "Background: the entry, which starts at once.", .reference("Entry")),
            ]
        ) { call in
            let body = try call.decode(Body.self)
            var action = SyncAction(task: try call.path("task"), shop: try call.path("code"))
            action.parameters = body.parameters ?? [:]
            action.mode = body.mode
            action.isDryRun = body.dryRun ?? false
            action.isForced = body.force ?? false
            action.owner = call.caller
            let (entry, mode) = try await action.entry(services.queue.tasks, services.connector.shops)
            guard mode == .background else {
                return try .json(try await services.queue.runInForeground(entry))
            }
            let made = try await services.queue.enqueue(entry, force: action.isForced)
            return try .json(made, status: .accepted, headers: [.location: "/api/v1/job-queue/entries/\(made.id)"])
        }
    }
}
