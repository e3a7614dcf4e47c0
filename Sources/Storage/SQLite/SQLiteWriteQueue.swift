import Synchronization

/// Writes that wait for the one writer of SQLite.
final class SQLiteWriteQueue: Sendable {
    private struct State {
        var pending: [PendingTransaction] = []
        var isScheduled = false
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

    func close() { state.withLock { $0.isClosed = true } }
}
