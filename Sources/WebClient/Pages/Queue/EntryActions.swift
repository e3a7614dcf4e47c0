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

    func delete(_ call: PageCall) async throws -> PageAnswer {
        try await queue.delete(try call.path("id"))
        return .redirect("/job-queue", Notice(call.speech(.entryDeleted), kind: "success"))
    }
}
