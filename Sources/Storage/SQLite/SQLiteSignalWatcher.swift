import Foundation
import Synchronization

/// The thread that looks for signals of other processes, alive only while somebody listens.
final class SQLiteSignalWatcher: Sendable {
    private struct State {
        var isRunning = false
        var isClosed = false
        /// The newest signal that was seen. Kept between two threads, so that nothing sent in between is missed.
        var lastSeen: Int
    }

    private let path: String
    /// In microseconds.
    private let interval: UInt32
    private let signals: SQLiteSignals
    private let state: Mutex<State>
    private let ended = DispatchSemaphore(value: 0)

    /// How long to wait after an error, in microseconds: the file may be away for a moment.
    private static let pauseAfterError: UInt32 = 1_000_000

    init(path: String, interval: Duration, signals: SQLiteSignals, lastSeen: Int) {
        self.path = path
        self.interval = UInt32(clamping: Int64(interval / .microseconds(1)))
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
        let wasRunning = state.withLock { state in
            state.isClosed = true
            return state.isRunning
        }
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
        while isWanted {
            do {
                let current = try poll ?? SQLiteChangePoll(path: path)
                poll = current
                try look(current)
                usleep(interval)
            } catch {
                poll = nil
                usleep(Self.pauseAfterError)
            }
        }
    }

    private func look(_ poll: SQLiteChangePoll) throws {
        guard try poll.hasNews() else { return }
        let (received, newest) = try poll.transaction { transaction in
            try signals.received(after: state.withLock(\.lastSeen), transaction)
        }
        state.withLock { $0.lastSeen = max($0.lastSeen, newest) }
        signals.publish(received)
    }
}
