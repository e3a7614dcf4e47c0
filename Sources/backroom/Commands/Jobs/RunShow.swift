import JobQueue

/// Shows a run that somebody waits for: whom it waits for, how far it is.
struct RunShow: Sendable {
    let title: String

    func show(_ body: (@escaping @Sendable (RunUpdate) -> Void) async throws -> Run) async throws -> Run {
        let bar = ProgressBar(title)
        defer { bar.finish() }
        return try await body { update in
            switch update {
            case .waiting(let locks):
                bar.finish()
                if let first = locks.first { Terminal.say("Waits for \(first.entry), which holds \(first.lock).") }
            case .started: bar.update(done: 0, total: nil)
            case .progress(let progress): bar.update(done: progress.done, total: progress.total)
            }
        }
    }
}
