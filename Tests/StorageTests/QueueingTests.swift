import Foundation
import Testing

@testable import Storage

/// The two waiting lines in front of the engines, without the engines.
@Suite(.timeLimit(.minutes(1))) struct QueueingTests {
    private func pending() -> PendingTransaction {
        PendingTransaction(run: { _ in {} }, fail: { _ in })
    }

    @Test func oneSchedulesForAllWhoWait() {
        let work = SQLiteWork()
        #expect(work.append(pending()) == .schedule)
        #expect(work.append(pending()) == .waits)
        #expect(work.append(pending()) == .waits)
        #expect(work.isDone == false)
        #expect(work.next().count == 3)
        #expect(work.append(pending()) == .waits)
        #expect(work.hasMore())
        #expect(work.next().count == 1)
        #expect(work.hasMore() == false)
        #expect(work.isDone)
        #expect(work.append(pending()) == .schedule)
    }

    @Test func groupsAreBounded() {
        let work = SQLiteWork()
        for _ in 0..<600 { _ = work.append(pending()) }
        let sizes: [Int] = (0..<4).map { _ in work.next().count }
        #expect(sizes == [256, 256, 88, 0])
    }

    @Test func closingLetsTheAcceptedFinish() {
        let work = SQLiteWork()
        _ = work.append(pending())
        #expect(work.beginRead())
        #expect(work.close())
        #expect(work.close() == false)
        #expect(work.append(pending()) == .refused)
        #expect(work.beginRead() == false)
        #expect(work.next().count == 1)
        #expect(work.hasMore() == false)
        #expect(work.isDone == false)
        work.endRead()
        #expect(work.isDone)
    }

    /// Threads are made when there is more work than idle threads, up to the limit.
    @Test func threadsAreMadeWhenTheyAreNeeded() async throws {
        let work = PostgresWork(mostThreads: 2)
        #expect(work.append(.read(pending())) == .needsThread)
        #expect(work.append(.write(pending())) == .needsThread)
        #expect(work.append(.read(pending())) == .accepted)
        let taken = Counter()
        let threads = (0..<2).map { _ in
            Task { try await BlockingWork.run { while work.next() != nil { _ = taken.next() } } }
        }
        while taken.value < 3 { try await Task.sleep(for: .milliseconds(1)) }
        // Both are idle now, and take what comes.
        #expect(work.append(.read(pending())) == .accepted)
        while taken.value < 4 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(try await BlockingWork.run { work.close() })
        #expect(try await BlockingWork.run { work.close() } == false)
        #expect(work.append(.read(pending())) == .refused)
        for thread in threads { try await thread.value }
    }

    @Test func workKeepsItsOrder() {
        let work = PostgresWork(mostThreads: 1)
        let order = Order()
        for number in 0..<3000 {
            _ = work.append(.write(PendingTransaction(run: { _ in {} }, fail: { _ in order.add(number) })))
        }
        for _ in 0..<3000 { work.next()?.pending.fail(Intended()) }
        #expect(order.numbers == Array(0..<3000))
    }

    private final class Order: @unchecked Sendable {
        private(set) var numbers: [Int] = []
        func add(_ number: Int) { numbers.append(number) }
    }

    @Test func busyHandlersGiveUpInTime() {
        let impatient = SQLiteBusyHandler(patience: .milliseconds(5))
        var tries = 0
        while impatient.wait(tries: tries) { tries += 1 }
        #expect(tries > 1)
        // A new wait has its own time.
        #expect(impatient.wait(tries: 0))
    }
}
