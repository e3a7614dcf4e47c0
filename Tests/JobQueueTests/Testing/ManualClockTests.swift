import Foundation
import JobQueueTesting
import Testing

@Suite struct ManualClockTests {
    @Test func sleepersWakeInTheOrderOfTheirDeadlines() async throws {
        let clock = ManualClock(Date(timeIntervalSince1970: 0))
        let woken = TestSignal<Int>()
        let sleepers = [30, 10, 20].map { seconds in
            Task {
                try await clock.sleep(for: .seconds(seconds))
                woken.send(seconds)
            }
        }
        while clock.sleeperCount < 3 { await Task.yield() }
        #expect(clock.nextDeadline == Date(timeIntervalSince1970: 10))
        clock.advance(by: .seconds(19))
        #expect(try await woken.next() == 10)
        #expect(clock.sleeperCount == 2)
        clock.advance(to: Date(timeIntervalSince1970: 40))
        #expect(Set([try await woken.next(), try await woken.next()]) == [20, 30])
        #expect(clock.date == Date(timeIntervalSince1970: 40))
        for sleeper in sleepers { try await sleeper.value }
    }

    @Test func aCancelledSleepEnds() async throws {
        let clock = ManualClock()
        let sleeper = Task { try await clock.sleep(for: .seconds(1)) }
        while clock.sleeperCount < 1 { await Task.yield() }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(clock.sleeperCount == 0)
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test func aPastDeadlineDoesNotWait() async throws {
        let clock = ManualClock()
        try await clock.sleep(until: clock.now)
        clock.advance(to: clock.date.addingTimeInterval(-5))
        #expect(clock.now.offset == .zero)
    }
}
