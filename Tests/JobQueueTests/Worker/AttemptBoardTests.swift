import Foundation
import JobQueueTesting
import Synchronization
import Testing

@testable import JobQueue

/// What a worker decides, without a database.
@Suite struct AttemptBoardTests {
    private let settings = WorkerConfiguration(name: "node")

    private func claimed(_ id: String, _ change: (inout EntryRow) -> Void = { _ in }) -> ClaimedEntry {
        var row = EntryRow(id: id, task: "work", number: 1, description: "Work", due: 0, created: 0)
        row.status = .inProcess
        row.started = 0
        row.attempts = 1
        row.timeout = 60
        change(&row)
        return ClaimedEntry(row, token: "019b8b74-1800-7004-8319-8ae1525b3c46")
    }

    private func turn(_ board: AttemptBoard, at now: Duration) -> Turn? {
        if case .turn(let turn) = board.step(at: now, settings) { turn } else { nil }
    }

    private func wait(_ board: AttemptBoard, at now: Duration) -> Duration? {
        if case .wait(let duration) = board.step(at: now, settings) { duration } else { nil }
    }

    @Test func itClaimsAsManyAsItCanRun() {
        let board = AttemptBoard(concurrency: 3)
        #expect(turn(board, at: .zero)?.wanted == 3)
        let started = board.add([claimed("a"), claimed("b")], at: .zero)
        #expect(started.map(\.claimed.row.id) == ["a", "b"])
        board.hint()
        #expect(turn(board, at: .zero)?.wanted == 1)
        _ = board.add([claimed("c")], at: .zero)
        board.hint()
        #expect(turn(board, at: .zero) == nil)
    }

    @Test func itSleepsUntilSomethingIsDueButNotTooLong() {
        let board = AttemptBoard(concurrency: 1)
        let first = turn(board, at: .zero)
        board.saved(first ?? Turn(), hasMore: false, nextDue: .seconds(2))
        #expect(wait(board, at: .zero) == .seconds(2))
        #expect(turn(board, at: .seconds(2))?.wanted == 1)
        board.saved(Turn(wanted: 1), hasMore: false, nextDue: nil)
        #expect(wait(board, at: .seconds(2)) == settings.poll)
        // Signals are hints: without one it looks all the same.
        #expect(turn(board, at: .seconds(2) + settings.poll)?.wanted == 1)
    }

    @Test func aWorkerThatIsFullSleepsUntilSomethingEnds() {
        let board = AttemptBoard(concurrency: 1)
        board.saved(turn(board, at: .zero) ?? Turn(), hasMore: true, nextDue: .seconds(1))
        _ = board.add([claimed("a")], at: .zero)
        #expect(turn(board, at: .seconds(1))?.wanted == 0)
        // Long after it would have looked, if it could: no more often than limits need.
        #expect(wait(board, at: .seconds(20) + .milliseconds(1)) == nil)
        #expect(wait(board, at: .seconds(20) + .milliseconds(2)) == .milliseconds(250))
    }

    @Test func quickEntriesAreClaimedAheadAndGoBackWhenTheyCannotBegin() {
        let board = AttemptBoard(concurrency: 2)
        board.state.withLock { $0.averageRun = 0.0001 }
        #expect(turn(board, at: .zero)?.wanted == 402)
        let started = board.add((0..<10).map { claimed("\($0)") }, at: .zero)
        #expect(started.count == 2)
        #expect(board.known.count == 10)
        let next = board.finish(started[0], .succeeded(nil), at: .milliseconds(1))
        #expect(next?.claimed.row.id == "2")
        let saving = turn(board, at: .milliseconds(600))
        #expect(saving?.ends.count == 8)
        #expect(saving?.ends.filter { if case .returned = $0.outcome { true } else { false } }.count == 7)
    }

    @Test func slowEntriesAreNotClaimedAhead() {
        let board = AttemptBoard(concurrency: 2)
        board.state.withLock { $0.averageRun = 0.1 }
        #expect(turn(board, at: .zero)?.wanted == 2)
    }

    @Test func whoOnlyWaitsLeavesHisPlaceToOthers() {
        let board = AttemptBoard(concurrency: 1)
        let first = board.add([claimed("a"), claimed("b")], at: .zero)
        #expect(first.map(\.claimed.row.id) == ["a"])
        #expect(board.waitingChanged(first[0].claimed.run, at: .zero) == nil, "It does not wait.")
        first[0].record.waits(true)
        first[0].record.waits(true)
        let second = board.waitingChanged(first[0].claimed.run, at: .zero)
        #expect(second?.claimed.row.id == "b")
        #expect(board.waitingChanged(first[0].claimed.run, at: .zero) == nil, "One place is given once.")
        board.hint()
        #expect(turn(board, at: .zero)?.wanted ?? 0 == 0)
        // One of its two waits is over, then the other: nobody is stopped, and nobody starts before there is room.
        first[0].record.waits(false)
        #expect(first[0].record.isWaiting)
        first[0].record.waits(false)
        #expect(board.waitingChanged(first[0].claimed.run, at: .zero) == nil)
        _ = board.add([claimed("c")], at: .zero)
        #expect(second.flatMap { board.finish($0, .succeeded(nil), at: .zero) } == nil)
        #expect(board.finish(first[0], .succeeded(nil), at: .zero)?.claimed.row.id == "c")
    }

    @Test func aWaitAsksForMoreWorkWhenNoneIsAtHand() {
        let board = AttemptBoard(concurrency: 2)
        let first = turn(board, at: .zero)
        let started = board.add([claimed("a"), claimed("b")], at: .zero)
        board.saved(first ?? Turn(), hasMore: true, nextDue: nil)
        #expect(turn(board, at: .zero) == nil, "There is more, but no place for it.")
        started[0].record.waits(true)
        #expect(board.waitingChanged(started[0].claimed.run, at: .zero) == nil)
        #expect(turn(board, at: .zero)?.wanted == 1)
    }

    @Test func onlySoManyMayWaitBesideThoseThatRun() {
        let board = AttemptBoard(concurrency: 2)
        var started = board.add((0..<20).map { claimed("\($0)") }, at: .zero)
        var next = 0
        while next < started.count {
            started[next].record.waits(true)
            if let more = board.waitingChanged(started[next].claimed.run, at: .zero) { started.append(more) }
            next += 1
        }
        #expect(started.count == 2 + 2 * AttemptBoard.State.waitingLimit)
        // What ends while it waits leaves the one place it had.
        #expect(board.finish(started[0], .cancelled, at: .zero)?.claimed.row.id == "10")
        let counts = board.state.withLock { ($0.running.count, $0.waiting.count) }
        #expect(counts == (10, 9))
    }

    @Test func whoIsGivenUpWhileItWaitsFreesNoSecondPlace() {
        let board = AttemptBoard(concurrency: 1)
        let started = board.add([claimed("a")], at: .zero)
        started[0].record.waits(true)
        _ = board.waitingChanged(started[0].claimed.run, at: .zero)
        _ = board.step(at: .seconds(60), settings)
        _ = turn(board, at: .seconds(91))
        #expect(board.state.withLock { $0.running.isEmpty && $0.waiting.isEmpty })
    }

    @Test func aSecondTurnBeginsBesideOneOnlyWhenItHasMuchToSave() {
        let board = AttemptBoard(concurrency: 1)
        board.state.withLock { $0.averageRun = 0.00001 }
        var flight = Flight()
        func step() -> Step { board.step(at: .zero, settings, beside: flight) }
        guard case .turn(let first) = step() else {
            Issue.record("It does not claim.")
            return
        }
        #expect(first.wanted == settings.batch)
        flight.begin(first)
        var attempt = board.add((0..<settings.batch).map { claimed("\($0)") }, at: .zero).first
        for _ in 1..<settings.batch / 2 { attempt = attempt.flatMap { board.finish($0, .succeeded(nil), at: .zero) } }
        board.hint()
        guard case .waitForTurn = step() else {
            Issue.record("It begins a turn that is hardly worth it.")
            return
        }
        attempt = attempt.flatMap { board.finish($0, .succeeded(nil), at: .zero) }
        guard case .turn(let second) = step() else {
            Issue.record("It leaves the database idle.")
            return
        }
        // One of them claims.
        #expect(second.ends.count == settings.batch / 2 && second.wanted == 0)
        flight.begin(second)
        for _ in 0..<settings.batch / 2 { attempt = attempt.flatMap { board.finish($0, .succeeded(nil), at: .zero) } }
        guard case .waitForTurn = step() else {
            Issue.record("A third turn is under way.")
            return
        }
        board.saved(first, hasMore: true, nextDue: nil)
        flight.end(first)
        guard case .turn(let third) = step() else {
            Issue.record("It does not go on.")
            return
        }
        #expect(third.ends.count == settings.batch / 2 && third.wanted > 0)
    }

    @Test func whileTurnsFailThereIsOneAtATime() {
        let board = AttemptBoard(concurrency: 1)
        board.state.withLock { $0.averageRun = 0.00001 }
        var flight = Flight()
        #expect(flight.failed() == 1)
        flight.begin(Turn())
        guard case .waitForTurn = board.step(at: .zero, settings, beside: flight) else {
            Issue.record("A database that fails is asked twice.")
            return
        }
        flight.end(Turn())
        guard case .turn = board.step(at: .zero, settings, beside: flight) else {
            Issue.record("It does not try again.")
            return
        }
        #expect(flight.failed() == 2)
        flight.succeeded()
        #expect(flight.failed() == 1)
    }

    /// A turn beside it may have looked before its transaction had committed.
    @Test func whatATurnLeftIsLookedForAgainWhenItHasCommitted() {
        let board = AttemptBoard(concurrency: 1)
        let started = board.add([claimed("a")], at: .zero)
        _ = board.finish(started[0], .failed("Broken", details: nil, retryAfter: nil, isPermanent: false), at: .zero)
        let turn = turn(board, at: .zero) ?? Turn()
        #expect(turn.ends.count == 1 && turn.leavesWork)
        board.state.withLock { $0.isDue = false }
        board.saved(turn, hasMore: false, nextDue: nil)
        #expect(board.state.withLock { $0.isDue })
    }

    @Test func itIsNotOverWhileATurnIsUnderWay() {
        let board = AttemptBoard(concurrency: 1)
        var flight = Flight()
        flight.begin(Turn(wanted: 1))
        board.drain(at: .zero)
        guard case .waitForTurn = board.step(at: .zero, settings, beside: flight) else {
            Issue.record("What it claims would be left behind.")
            return
        }
    }

    @Test func whatCouldNotBeSavedIsSavedLater() {
        let board = AttemptBoard(concurrency: 1)
        let started = board.add([claimed("a")], at: .zero)
        started[0].record.append(LogBuffer.Line(at: 0, level: "info", message: "kept", metadata: [:]))
        started[0].record.count(.read, by: 2)
        let flush = turn(board, at: .seconds(1))
        #expect(flush?.unsaved.first?.lines.map(\.message) == ["kept"] && flush?.unsaved.first?.snapshot.counts.read == 2)
        board.putBack(flush ?? Turn())
        _ = board.finish(started[0], .succeeded(nil), at: .seconds(2))
        let failed = turn(board, at: .seconds(2))
        #expect(failed?.ends.count == 1 && failed?.ends[0].lines.map(\.message) == ["kept"])
        board.putBack(failed ?? Turn())
        #expect(turn(board, at: .seconds(2))?.ends.count == 1)
        #expect(turn(board, at: .seconds(2))?.ends.isEmpty ?? true)
    }

    @Test func anAttemptThatWasGivenUpSaysNothingMore() {
        let board = AttemptBoard(concurrency: 1)
        let started = board.add([claimed("a")], at: .zero)
        _ = board.step(at: .seconds(60), settings)
        #expect(started[0].record.cancellation == .timeout)
        let turn = turn(board, at: .seconds(91))
        guard case .timedOut = turn?.ends.first?.outcome else {
            Issue.record("It was not given up.")
            return
        }
        #expect(board.finish(started[0], .succeeded(nil), at: .seconds(92)) == nil)
        #expect(board.state.withLock { $0.ends.isEmpty })
    }

    @Test func drainingClaimsNothingAndEndsWhenAllIsSaved() {
        let board = AttemptBoard(concurrency: 1)
        let started = board.add([claimed("a"), claimed("b")], at: .zero)
        board.drain(at: .zero)
        #expect(started[0].record.isShuttingDown)
        let returned = turn(board, at: .zero)
        #expect(returned?.wanted == 0 && returned?.ends.map(\.claimed.row.id) == ["b"])
        board.saved(returned ?? Turn(), hasMore: true, nextDue: nil)
        #expect(turn(board, at: .seconds(1))?.wanted ?? 0 == 0)
        _ = board.finish(started[0], .succeeded(nil), at: .seconds(2))
        let last = turn(board, at: .seconds(2))
        #expect(last?.ends.map(\.claimed.row.id) == ["a"])
        // Not over before the transaction has committed.
        if case .over = board.step(at: .seconds(2), settings) { Issue.record("It was over too early.") }
        board.saved(last ?? Turn(), hasMore: false, nextDue: nil)
        guard case .over = board.step(at: .seconds(2), settings) else {
            Issue.record("It is not over.")
            return
        }
    }

    @Test func timesAreTheDatabasesCarriedOnByTheWorkers() {
        let attempt = RunningAttempt(
            claimed: claimed("a") { $0.started = 1_000_000_000 },
            record: RunRecord(),
            claimedAt: .seconds(10),
            startedAt: .seconds(12)
        )
        let end = attempt.end(.succeeded(nil), at: .seconds(15))
        #expect(end.started == 1_002_000_000 && end.ended == 1_005_000_000 && end.seconds == 3)
    }
}
