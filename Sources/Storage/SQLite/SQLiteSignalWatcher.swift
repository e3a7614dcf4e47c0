import Foundation
import Synchronization

/// The thread that looks for signals of other processes, alive only while somebody listens.
///
/// It looks after each write to the write-ahead log, and for a while after it: a commit shows in the log's index only when the disk has
/// taken the log. While nobody writes it sleeps. Where writes cannot be watched it looks all the time.
final class SQLiteSignalWatcher: Sendable {
    private struct State {
        var isRunning = false
        var isClosed = false
        /// The newest signal that was seen. Kept between two threads, so that nothing sent in between is missed.
        var lastSeen: Int
        /// What the thread waits for.
        var writes: FileWrites?
    }

    private let path: String
    private let interval: Duration
    private let signals: SQLiteSignals
    private let state: Mutex<State>
    private let ended = DispatchSemaphore(value: 0)

    /// How long to wait after an error, in microseconds: the file may be away for a moment.
    private static let pauseAfterError: UInt32 = 1_000_000
    /// The longest time that a disk is expected to take for a commit.
    private static let longestCommit = Duration.milliseconds(300)
    /// A commit that took longer shows after this time.
    private static let longestSleep = Duration.seconds(1)

    init(path: String, interval: Duration, signals: SQLiteSignals, lastSeen: Int) {
        self.path = path
        self.interval = interval
        self.signals = signals
        state = Mutex(State(lastSeen: lastSeen))
    }

    func start() {
        let isNew = state.withLock { state in
            if state.isRunning || state.isClosed { return false }
            state.isRunning = true
            return true
        }
        guard isNew else { return }
        let thread = Thread { [self] in
            watch()
            ended.signal()
        }
        thread.name = "storage-signals"
        thread.start()
    }

    /// Returns after the thread has ended. Blocks for up to one interval. To be called once.
    func close() {
        let (wasRunning, writes) = state.withLock { state in
            state.isClosed = true
            return (state.isRunning, state.writes)
        }
        writes?.interrupt()
        if wasRunning { ended.wait() }
    }

    private var isWanted: Bool {
        let hasListeners = signals.hub.hasListeners
        return state.withLock { state in
            if hasListeners, !state.isClosed { return true }
            // When closed, `close()` waits for the end of the thread and so must still see it running.
            if !state.isClosed { state.isRunning = false }
            return false
        }
    }

    private func watch() {
        var poll: SQLiteChangePoll?
        var pace = LookingPace(interval: interval, settling: Self.longestCommit)
        while isWanted {
            do {
                let current = try poll ?? open()
                poll = current
                pace.looked(hasNews: try look(current), at: .now)
                if wait(&pace) == .gone { poll = nil }
            } catch {
                poll = nil
                usleep(Self.pauseAfterError)
            }
        }
        state.withLock { $0.writes = nil }
    }

    /// The log is there once a connection has read.
    private func open() throws -> SQLiteChangePoll {
        let poll = try SQLiteChangePoll(path: path)
        let writes = FileWrites(path: path + "-wal")
        let isClosed = state.withLock { state in
            state.writes = writes
            return state.isClosed
        }
        if isClosed { writes?.interrupt() }
        return poll
    }

    private func wait(_ pace: inout LookingPace) -> FileWrites.News {
        // Never at once: whoever writes all the time would have us look all the time.
        usleep(UInt32(clamping: Int64(pace.pause / .microseconds(1))))
        guard let writes = state.withLock(\.writes) else { return .quiet }
        let news = writes.wait(atMost: pace.isSettled(at: .now) ? Self.longestSleep : .zero)
        if news != .quiet { pace.wrote(at: .now) }
        return news
    }

    /// - Returns: Whether somebody has committed.
    private func look(_ poll: SQLiteChangePoll) throws -> Bool {
        guard try poll.hasNews() else { return false }
        let (received, newest) = try poll.transaction { transaction in
            try signals.received(after: state.withLock(\.lastSeen), transaction)
        }
        state.withLock { $0.lastSeen = max($0.lastSeen, newest) }
        signals.publish(received)
        return true
    }
}
