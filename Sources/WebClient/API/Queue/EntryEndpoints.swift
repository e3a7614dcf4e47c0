import Connector
import Foundation
import Hummingbird
import JobQueue

/// Job queue entries: list, make, change, and what a person may do with them.
struct EntryEndpoints: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    private static let path = "/api/v1/job-queue/entries"
    private static let one = path + "/{id}"
    private static let answer = Endpoint.Answer(.ok, "The entry as it is now.", .reference("Entry"))

    var all: [Endpoint] {
        [list, create, show, change, delete, restart, runOnce, next]
            + [
                action("ready", "Set to Ready; attempts are counted anew.") { try await $0.ready($1) },
                action("hold", "Set on hold; a running attempt goes on.") { try await $0.hold($1) },
                action("cancel", "Cancel the running attempt.") { try await $0.cancel($1) },
            ]
    }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "listEntries",
            tag: "Job queue",
            summary: "Entries, newest first; finished ones only when they are asked for.",
            query: ListRequest.parameters + [
                .init("status", .string(choices: EntryStatus.allCases.map(\.rawValue)), "Only this status."),
                .init("shop", .text, "Only this shop's."), .init("task", .text, "Only this task's, by name or number."),
                .init("category", .text, "Only this category's."), .init("all", .boolean, "Finished ones too."),
            ],
            answers: [.init(.ok, "A page of entries.", Components.page("Entry"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = EntryFilter(
                statuses: call.query("status").flatMap(EntryStatus.init).map { [$0] },
                shop: call.query("shop"),
                task: call.query("task"),
                category: call.query("category"),
                includesFinished: call.query("all") == "true",
                limit: page.limit + 1,
                after: page.after
            )
            return try .json(page.page(try await queue.entries(filter)) { $0.id })
        }
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path,
            access: .role(.operator),
            name: "createEntry",
            tag: "Job queue",
            summary: "Make an entry. One that does the same and has not run yet is answered instead of a second one.",
            query: [.init("force", .boolean, "A new entry in any case.")],
            body: .reference("NewEntry"),
            answers: [.init(.created, "The entry.", .reference("Entry"))]
        ) { call in
            var entry = try call.decode(NewEntry.self)
            guard services.tasks.contains(where: { $0.name == entry.task || String($0.number) == entry.task }) else {
                throw Problem.invalid([.init(field: "task", message: "there is no task “\(entry.task)”; GET /api/v1/tasks lists them")])
            }
            if let shop = entry.shop { _ = try await services.connector.shops.show(shop) }
            entry.owner = call.caller
            let made = try await queue.enqueue(entry, force: call.query("force") == "true")
            return try .json(made, status: .created, headers: [.location: "\(Self.path)/\(made.id)"])
        }
    }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: Self.one,
            access: .role(.viewer),
            name: "getEntry",
            tag: "Job queue",
            summary: "One entry.",
            answers: [Self.answer]
        ) { call in
            try .json(try await queue.entry(try call.path("id")))
        }
    }

    private var change: Endpoint {
        Endpoint(
            method: .patch,
            path: Self.one,
            access: .role(.operator),
            name: "changeEntry",
            tag: "Job queue",
            summary: "Change an entry; what is left out stays, null clears.",
            body: .reference("EntryChanges"),
            answers: [Self.answer]
        ) { call in
            try .json(try await queue.set(try call.path("id"), try call.decode(EntryChanges.self)))
        }
    }

    private var delete: Endpoint {
        Endpoint(
            method: .delete,
            path: Self.one,
            access: .role(.operator),
            name: "deleteEntry",
            tag: "Job queue",
            summary: "Delete an entry; refused while it runs.",
            answers: [.init(.noContent, "It is gone; its runs stay in the log.")]
        ) { call in
            try await queue.delete(try call.path("id"))
            return .empty
        }
    }

    private var restart: Endpoint {
        Endpoint(
            method: .post,
            path: Self.one + "/restart",
            access: .role(.operator),
            name: "restartEntry",
            tag: "Job queue",
            summary: "Run again; refused while it runs, unless it is to start once more after this run.",
            body: .reference("Restart"),
            bodyIsOptional: true,
            answers: [Self.answer]
        ) { call in
            let id = try call.path("id")
            return try .json(call.body["afterRun"] == true ? try await queue.restartAfterRun(id) : try await queue.restart(id))
        }
    }

    private var runOnce: Endpoint {
        Endpoint(
            method: .post,
            path: Self.one + "/run-once",
            access: .role(.operator),
            name: "runEntryOnce",
            tag: "Job queue",
            summary: "Make a copy that runs once, at once; the entry itself is untouched.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.created, "The copy.", .reference("Entry"))]
        ) { call in
            let entry = try await queue.entry(try call.path("id"))
            let copy = try await queue.enqueue(RunOnceCopy.of(entry, owner: call.caller), force: true)
            return try .json(copy, status: .created, headers: [.location: "\(Self.path)/\(copy.id)"])
        }
    }

    private var next: Endpoint {
        Endpoint(
            method: .get,
            path: Self.one + "/next",
            access: .role(.viewer),
            name: "nextRuns",
            tag: "Job queue",
            summary: "When the entry runs next.",
            query: [.init("count", .integer(minimum: 1, maximum: 1000), "How many; 10 when left out.")],
            answers: [.init(.ok, "Instants in UTC.", .array(.instant))]
        ) { call in
            try .json(try await queue.next(try call.path("id"), count: call.query("count").flatMap(Int.init) ?? 10))
        }
    }

    private func action(_ verb: String, _ summary: String, _ body: @escaping @Sendable (JobQueue, String) async throws -> Entry) -> Endpoint
    {
        Endpoint(
            method: .post,
            path: "\(Self.one)/\(verb)",
            access: .role(.operator),
            name: "\(verb)Entry",
            tag: "Job queue",
            summary: summary,
            body: .object([]),
            bodyIsOptional: true,
            answers: [Self.answer]
        ) { call in
            try .json(try await body(queue, try call.path("id")))
        }
    }
}
