import Foundation
import Synchronization

/// Waits for another process's write with short, random sleeps.
///
/// SQLite's own `busy_timeout` sleeps up to 100 ms between two looks, while a busy writer gives the lock back for microseconds only:
/// a second process would wait for minutes.
final class SQLiteBusyHandler: Sendable {
    private let patience: Duration
    private let start = Mutex(ContinuousClock.now)

    init(patience: Duration) { self.patience = patience }

    /// Sleeps and says whether to look again.
    func wait(tries: Int) -> Bool {
        if tries == 0 { start.withLock { $0 = .now } }
        let waited = start.withLock { ContinuousClock.now - $0 }
        if waited > patience { return false }
        usleep(UInt32.random(in: tries < 100 ? 30...200 : 100...900))
        return true
    }
}
