import Foundation

/// Transactions that wait for a connection, and the threads that take them: one for each connection, made when they are needed.
///
/// `@unchecked Sendable`: the condition guards all of it.
final class PostgresWork: @unchecked Sendable {
    enum Job {
        case read(PendingTransaction)
        case write(PendingTransaction)

        var pending: PendingTransaction {
            switch self {
            case .read(let pending), .write(let pending): pending
            }
        }
    }

    private let condition = NSCondition()
    private var waiting: [Job] = []
    private var head = 0
    private var idleThreads = 0
    private var threads = 0
    private var isClosed = false
    private let mostThreads: Int

    init(mostThreads: Int) { self.mostThreads = max(1, mostThreads) }

    enum Admission { case accepted, needsThread, refused }

    func append(_ job: Job) -> Admission {
        condition.withLock {
            if isClosed { return .refused }
            waiting.append(job)
            if idleThreads >= waiting.count - head || threads == mostThreads {
                condition.signal()
                return .accepted
            }
            threads += 1
            return .needsThread
        }
    }

    /// Waits for the next job of a thread; `nil` when there will be none and the thread must end.
    func next() -> Job? {
        condition.withLock {
            idleThreads += 1
            while head == waiting.count, !isClosed { condition.wait() }
            idleThreads -= 1
            guard head < waiting.count else {
                threads -= 1
                condition.broadcast()
                return nil
            }
            defer {
                head += 1
                // Moves the rest forward seldom, not with every job.
                if head == waiting.count || head > 1024 {
                    waiting.removeFirst(head)
                    head = 0
                }
            }
            return waiting[head]
        }
    }

    /// Accepts nothing from now on and waits until the threads are done with what was accepted; `false` when it was closed already. Blocks.
    func close() -> Bool {
        condition.withLock {
            if isClosed { return false }
            isClosed = true
            condition.broadcast()
            while threads > 0 { condition.wait() }
            return true
        }
    }
}
