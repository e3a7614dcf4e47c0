import JobQueueTesting
import Testing

@testable import JobQueue

@Suite struct WakeSignalTests {
    @Test(.timeLimit(.minutes(1))) func aSignalThatCameBeforeIsNotLost() async {
        let signal = WakeSignal()
        let clock = WorkerClock(ManualClock())
        signal.set()
        signal.set()
        await signal.wait(atMost: .seconds(3600), clock)
    }

    @Test(.timeLimit(.minutes(1))) func itWakesWhoWaits() async {
        let signal = WakeSignal()
        let manual = ManualClock()
        let waiting = Task { await signal.wait(atMost: .seconds(3600), WorkerClock(manual)) }
        while manual.sleeperCount == 0 { await Task.yield() }
        signal.set()
        await waiting.value
        #expect(manual.now.offset == .zero)
    }

    @Test(.timeLimit(.minutes(1))) func itWakesWhenTheTimeIsOver() async {
        let signal = WakeSignal()
        let manual = ManualClock()
        let waiting = Task { await signal.wait(atMost: .seconds(60), WorkerClock(manual)) }
        while manual.sleeperCount == 0 { await Task.yield() }
        manual.advance(by: .seconds(60))
        await waiting.value
    }

    @Test func aClockTellsTheTimeSinceItsBeginning() {
        let manual = ManualClock()
        manual.advance(by: .seconds(5))
        let clock = WorkerClock(manual)
        manual.advance(by: .milliseconds(1500))
        #expect(clock.elapsed() == .milliseconds(1500))
        #expect(Duration.milliseconds(1500).microseconds == 1_500_000)
    }
}
