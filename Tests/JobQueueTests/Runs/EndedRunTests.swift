import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// A run that has ended stays as it ended, whatever comes late.
@Suite struct EndedRunTests {
    @Test(arguments: TestDatabases.all)
    func progressThatComesLateDoesNotOpenARunAgain(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work"))
            try await shop.node().drain()
            let ended = try #require(try await shop.runs(entry.id).first)
            try await shop.database.write { tx in
                // What a node that was cut off had under way: progress of a run that it still took for its own.
                var late = try #require(try RunStore.find(ended.id, in: tx))
                late.status = .inProcess
                late.ended = nil
                late.progress = Progress(done: 1, total: 2)
                try RunStore.save([late], in: tx)
                // And a second end.
                late.status = .error
                late.ended = Instants.microseconds(try tx.now())
                try RunStore.save([late], in: tx)
            }
            let after = try #require(try await shop.runs(entry.id).first)
            #expect(after.status == .success && after.ended == ended.ended && after.progress == nil)
            #expect(try await shop.runs(entry.id).count == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aRunThatGoesOnIsSavedAgainAndAgain(_ kind: TestDatabase) async throws {
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(NewEntry(task: "work", hold: true))
            try await shop.database.write { tx in
                let row = try #require(try EntryStore.find(entry.id, in: tx))
                var run = RunRow(row, id: entry.id, status: .inProcess, attempt: 1, started: row.due)
                for done in 1...3 {
                    run.progress = Progress(done: done, total: 3)
                    try RunStore.save([run], in: tx)
                    let saved = try RunStore.find(run.id, in: tx)
                    #expect(saved?.progress?.done == done)
                }
                run.status = .success
                run.ended = row.due + 5
                try RunStore.save([run], in: tx)
                let saved = try RunStore.find(run.id, in: tx)
                #expect(saved?.status == .success && saved?.ended == row.due + 5)
            }
        }
    }
}
