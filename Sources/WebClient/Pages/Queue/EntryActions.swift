import JobQueue

/// What the pages do to entries; each comes back to where it was asked for.
struct EntryActions: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    func change(_ call: PageCall, _ notice: Text, _ body: (JobQueue, String) async throws -> Entry) async throws -> PageAnswer {
        let entry = try await body(queue, try call.path("id"))
        let t = call.speech
        return .redirect("/job-queue/\(entry.id)", Notice(t(notice, t.task(entry.task, title: entry.description)), kind: "success"))
    }

    func runOnce(_ call: PageCall) async throws -> PageAnswer {
        let entry = try await queue.entry(try call.path("id"))
        let copy = try await queue.enqueue(RunOnceCopy.of(entry, owner: call.user.name), force: true)
        return .redirect("/job-queue/\(copy.id)", Notice(call.speech(.copyStarted)))
    }

    /// One action on every entry that was selected.
    func bulk(_ call: PageCall) async throws -> PageAnswer {
        let verb = call.field("do")
        return try await Bulk.apply(call, back: "/job-queue") { id in
            switch verb {
            case "ready": _ = try await queue.ready(id)
            case "hold": _ = try await queue.hold(id)
            case "restart": _ = try await queue.restart(id)
            case "cancel": _ = try await queue.cancel(id)
            case "delete": try await queue.delete(id)
            default: throw Problem.badRequest("unknown_action", "There is no action “\(verb)”.")
            }
        }
    }

    func delete(_ call: PageCall) async throws -> PageAnswer {
        try await queue.delete(try call.path("id"))
        return .redirect("/job-queue", Notice(call.speech(.entryDeleted), kind: "success"))
    }
}
