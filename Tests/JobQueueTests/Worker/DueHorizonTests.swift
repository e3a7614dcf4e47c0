import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// A worker does not look again where it has looked; but nothing may be missed for it.
@Suite struct DueHorizonTests {
    @Test func theFirstLookIsFromTheBeginning() {
        var horizon = DueHorizon()
        #expect(horizon.look(at: .zero) == nil)
        #expect(horizon.nextWhole == nil)
    }

    @Test func whatWasToldWithItsTimeIsLookedForFromThere() {
        var horizon = DueHorizon()
        _ = horizon.look(at: .zero)
        horizon.looked(from: nil, until: 100)
        horizon.tell(150)
        #expect(horizon.look(at: .milliseconds(10)) == 100)
        horizon.looked(from: 100, until: 160)
        // A transaction that took long tells of what was due before the last look.
        horizon.tell(90)
        horizon.tell(170)
        #expect(horizon.look(at: .milliseconds(20)) == 90)
    }

    @Test func whatIsToldWithoutATimeMayBeAnything() {
        var horizon = DueHorizon()
        _ = horizon.look(at: .zero)
        horizon.looked(from: nil, until: 100)
        horizon.tell(150)
        horizon.tell(nil)
        #expect(horizon.look(at: .milliseconds(10)) == nil)
    }

    @Test func aLookThatLeftSomethingIsRepeatedFromWhereItBegan() {
        var horizon = DueHorizon()
        _ = horizon.look(at: .zero)
        horizon.looked(from: nil, until: nil)
        #expect(horizon.look(at: .milliseconds(1)) == nil)
        horizon.looked(from: nil, until: 100)
        horizon.tell(50)
        #expect(horizon.look(at: .milliseconds(2)) == 50)
        horizon.looked(from: 50, until: nil)
        #expect(horizon.look(at: .milliseconds(3)) == 50)
    }

    @Test func onceASecondItLooksFromTheBeginning() {
        var horizon = DueHorizon()
        _ = horizon.look(at: .zero)
        horizon.looked(from: nil, until: 100)
        #expect(horizon.look(at: .milliseconds(900)) == 100)
        horizon.looked(from: 100, until: 200)
        #expect(horizon.nextWhole == .seconds(1))
        #expect(horizon.look(at: .seconds(1)) == nil)
        #expect(horizon.nextWhole == nil)
    }

    @Test func aWorkerWhoseLastLookWasBoundedLooksAgainByItself() {
        let board = AttemptBoard(concurrency: 1)
        let settings = WorkerConfiguration(name: "node")
        func turn(at now: Duration) -> Turn? {
            if case .turn(let turn) = board.step(at: now, settings) { turn } else { nil }
        }
        let first = turn(at: .zero)
        board.saved(first ?? Turn(), hasMore: false, nextDue: nil, lookedUntil: 100)
        board.hint(from: 120)
        let second = turn(at: .milliseconds(100))
        #expect(second?.wanted == 1 && second?.from == 100)
        board.saved(second ?? Turn(), hasMore: false, nextDue: nil, lookedUntil: 130)
        guard case .wait(.milliseconds(900)) = board.step(at: .milliseconds(100), settings) else {
            Issue.record("It sleeps for longer than it may trust what it was told.")
            return
        }
        let third = turn(at: .seconds(1))
        #expect(third?.wanted == 1 && third?.from == nil)
    }

    /// Entries become ready with a due time of long ago: behind a lock, after an edit, when a run goes back.
    @Test(arguments: TestDatabases.all)
    func whatBecomesReadyLateIsNotMissed(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { _, _ in
            .done()
        } locks: { parameters, _ in
            parameters.key == "locked" ? ["L"] : []
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let held = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "held"], hold: true))
            var waiting: [String] = []
            for number in 1...3 {
                let parameters: [String: JSONValue] = ["key": "locked", "number": .integer(Int64(number))]
                waiting.append(try await shop.queue.enqueue(NewEntry(task: "work", parameters: parameters)).id)
            }
            let node = try await shop.node(concurrency: 1)
            try await node.drain()
            for id in waiting { #expect(try await shop.status(id) == .finished) }
            // Looked at, with nothing left; then an old one is set ready, which tells nobody its time.
            try await shop.queue.ready(held.id)
            try await node.drain()
            #expect(try await shop.status(held.id) == .finished)
        }
    }

    @Test func aSignalOfNewEntriesTellsTheirTimeInWholeSeconds() {
        #expect(Channel.payload(due: 5_700_000, .postgreSQL) == "4000000")
        #expect(Channel.payload(due: 5_100_000, .postgreSQL) == "4000000")
        #expect(Channel.payload(due: 5_700_000, .sqlite) == "")
        #expect(Channel.payload(due: nil, .postgreSQL) == "")
    }
}
