import Foundation
import JobQueue

/// After the mischief: waits until all work is done.
struct Settling {
    let queue: JobQueue
    /// Entries that lost their worker so often in a row that the queue asked for a person.
    private(set) var restarted: Set<String> = []

    init(queue: JobQueue) { self.queue = queue }

    /// - Returns: whether everything came to its end within the limit.
    mutating func wait(for entries: [ExpectedEntry], within limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        let oneOffs = Set(entries.lazy.filter { !$0.isRecurring }.map(\.id))
        while ContinuousClock.now < deadline {
            var pending = 0
            for entry in try await patiently({ try await queue.entries(EntryFilter()) }) {
                if entry.status == .error {
                    // The queue gives up after three losses in a row; whoever operates it presses Restart.
                    restarted.insert(entry.id)
                    _ = try await patiently { try await queue.ready(entry.id) }
                }
                if oneOffs.contains(entry.id) || entry.status == .inProcess || entry.status == .error { pending += 1 }
            }
            if pending == 0 { return true }
            try await Task.sleep(for: .milliseconds(250))
        }
        return false
    }
}
