import Synchronization

/// What is asked of SQLite and not done yet: writes that wait for the one writer, and reads that run.
final class SQLiteWork: Sendable {
    private struct State {
        var pending: [PendingTransaction] = []
        var isScheduled = false
        var reads = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// So many writes are committed together at most: a group that grew without end would be acknowledged never.
    private static let largestGroup = 256

    enum Admission { case waits, schedule, refused }

    /// Lets a write wait; the one who is told `schedule` must see to it that ``next()`` is called by the writer.
    func append(_ pending: PendingTransaction) -> Admission {
        state.withLock { state in
            if state.isClosed { return .refused }
            state.pending.append(pending)
            if state.isScheduled { return .waits }
            state.isScheduled = true
            return .schedule
        }
    }

    /// The writes that are committed together next, in the order they came.
    func next() -> [PendingTransaction] {
        state.withLock { state in
            if state.pending.count <= Self.largestGroup {
                defer { state.pending.removeAll(keepingCapacity: true) }
                return state.pending
            }
            defer { state.pending.removeFirst(Self.largestGroup) }
            return Array(state.pending.prefix(Self.largestGroup))
        }
    }

    /// Whether more came while the last group was written; if not, the next ``append(_:)`` schedules anew.
    func hasMore() -> Bool {
        state.withLock { state in
            state.isScheduled = !state.pending.isEmpty
            return state.isScheduled
        }
    }

    /// Counts a read until ``endRead()``; `false` when none are accepted any more.
    func beginRead() -> Bool {
        state.withLock { state in
            if state.isClosed { return false }
            state.reads += 1
            return true
        }
    }

    func endRead() { state.withLock { $0.reads -= 1 } }

    /// Whether everything is done.
    var isDone: Bool { state.withLock { !$0.isScheduled && $0.pending.isEmpty && $0.reads == 0 } }

    /// Accepts nothing from now on; `false` when that was so already.
    func close() -> Bool {
        state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
    }
}
