import Connector
import JobQueue
import Logging
import Storage
import Synchronization

@testable import Connector

/// A run that is no job: writes go straight to the database, counts are kept, and the run can be told to die at its n-th write.
final class TestSink: RunSink {
    struct Killed: Error {}

    let run: String
    let isDryRun = false
    let isRecurring: Bool
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let database: Database
    private let state = Mutex<(counts: [CountKind: Int], writes: Int, progress: [Int], waits: [Bool])>(([:], 0, [], []))
    private let dieAt: Int?

    init(_ database: Database, run: String = "run", dieAt: Int? = nil, isRecurring: Bool = false) {
        self.isRecurring = isRecurring
        self.database = database
        self.run = run
        self.dieAt = dieAt
    }

    subscript(kind: CountKind) -> Int { state.withLock { $0.counts[kind] ?? 0 } }
    var writes: Int { state.withLock { $0.writes } }
    var waits: [Bool] { state.withLock { $0.waits } }
    var progress: [Int] { state.withLock { $0.progress } }

    func progress(_ done: Int, of total: Int?) { state.withLock { $0.progress.append(done) } }
    func count(_ kind: CountKind, by amount: Int) { state.withLock { $0.counts[kind, default: 0] += amount } }
    func waits(_ isWaiting: Bool) { state.withLock { $0.waits.append(isWaiting) } }
    func checkCancellation() throws { try Task.checkCancellation() }

    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let number = state.withLock { state in
            state.writes += 1
            return state.writes
        }
        return try await database.write { [dieAt] tx in
            let result = try body(tx)
            // The process is gone before the commit.
            if number == dieAt { throw Killed() }
            return result
        }
    }
}
