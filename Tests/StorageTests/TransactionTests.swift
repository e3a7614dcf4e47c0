import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct TransactionTests {
    @Test(arguments: TestDatabases.all)
    func rollsBackWhatThrows(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            await #expect(throws: Intended(number: 1)) {
                try await database.write { tx in
                    try tx.addItem(1)
                    throw Intended(number: 1)
                }
            }
            #expect(try await database.countItems() == 0)
            try await database.write { try $0.addItem(2) }
            #expect(try await database.countItems() == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func rollsBackAfterAFailedStatement(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.addItem(1)
                    try tx.addItem(1)
                }
            }
            #expect(try await database.countItems() == 0)
        }
    }

    /// PostgreSQL goes on no more after an error; SQLite would, but must not when programs are to run on both.
    @Test(arguments: TestDatabases.all)
    func failsAsAWholeAfterASwallowedError(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let swallowed = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.addItem(1)
                    try? tx.addItem(1)
                }
            }
            #expect(swallowed?.code == .uniqueViolation)
            let next = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    try tx.addItem(1)
                    try? tx.addItem(1)
                    try tx.addItem(2)
                }
            }
            #expect(next?.code == .transactionFailed)
            #expect((next?.cause as? StorageError)?.code == .uniqueViolation)
            #expect(try await database.countItems() == 0)
        }
    }

    @Test(arguments: TestDatabases.all)
    func goesOnAfterAFailedSavepoint(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let stream = database.notifications(on: "jobs")
            try await database.write { tx in
                try tx.addItem(1)
                let error = #expect(throws: StorageError.self) {
                    try tx.savepoint {
                        try tx.addItem(2)
                        tx.notify("jobs", "dropped")
                        try tx.addItem(1)
                    }
                }
                #expect(error?.code == .uniqueViolation)
                let kept = try tx.savepoint {
                    try tx.addItem(3)
                    // An inner one fails alone, too.
                    #expect(throws: Intended.self) {
                        try tx.savepoint {
                            try tx.addItem(4)
                            throw Intended()
                        }
                    }
                    tx.notify("jobs", "kept")
                    return try tx.countItems()
                }
                #expect(kept == 2)
            }
            #expect(try await database.read { try $0.all(Int.self, "SELECT id FROM probe_item ORDER BY id") } == [1, 3])
            for await payload in stream where !payload.isEmpty {
                #expect(payload == "kept")
                break
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func readsDoNotWrite(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let error = await #expect(throws: StorageError.self) { try await database.read { try $0.addItem(1) } }
            #expect(error?.code == .readOnly)
            #expect(try await database.countItems() == 0)
        }
    }

    /// What a reader sees does not change while it reads, although others commit.
    @Test(arguments: TestDatabases.shared)
    func readsAreSnapshots(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let hasRead = DispatchSemaphore(value: 0)
            let hasWritten = DispatchSemaphore(value: 0)
            async let counts = database.read { tx in
                let before = try tx.countItems()
                hasRead.signal()
                hasWritten.wait()
                return [before, try tx.countItems()]
            }
            try await database.write { tx in
                hasRead.wait()
                try tx.addItem(1)
            }
            hasWritten.signal()
            #expect(try await counts == [0, 0])
            #expect(try await database.countItems() == 1)
        }
    }

    /// Every caller reads its own write, from whichever connection.
    @Test(arguments: TestDatabases.all)
    func readsSeeWhatWasCommittedBefore(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            for id in 1...50 {
                try await database.write { try $0.addItem(id) }
                #expect(try await database.countItems() == id)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func transactionsEndWithTheirBody(_ kind: TestDatabase) async throws {
        struct Smuggled: @unchecked Sendable { var transaction: Transaction }
        try await kind.use { database in
            let smuggled = try await database.write { Smuggled(transaction: $0) }
            let error = #expect(throws: StorageError.self) { try smuggled.transaction.execute("SELECT 1") }
            #expect(error?.code == .transactionEnded)
        }
    }

    @Test(arguments: TestDatabases.all)
    func loseNoneOfManyConcurrentWrites(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { try $0.addItem(0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...20 {
                    group.addTask {
                        for round in 0..<10 {
                            try await database.write { tx in
                                try tx.execute("UPDATE probe_item SET quantity = quantity + 1 WHERE id = 0")
                                try tx.addItem(writer * 100 + round)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.countItems() == 201)
            #expect(try await database.read { try $0.value(Int.self, "SELECT quantity FROM probe_item WHERE id = 0") } == 200)
        }
    }

    /// Bodies block their thread; Swift's own few threads must stay free for everybody else.
    @Test(arguments: TestDatabases.all)
    func blockingBodiesLeaveTheCooperativePoolFree(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            let gate = DispatchSemaphore(value: 0)
            let blocked = (0..<16).map { number in
                Task { try await number.isMultiple(of: 2) ? database.write { _ in gate.wait() } : database.read { _ in gate.wait() } }
            }
            // Would never end if the sixteen held the pool's threads.
            let sum = await withTaskGroup(of: Int.self) { group in
                for number in 0..<100 { group.addTask { number } }
                return await group.reduce(0, +)
            }
            #expect(sum == 4950)
            for _ in blocked { gate.signal() }
            for task in blocked { try await task.value }
        }
    }

    @Test(arguments: TestDatabases.all)
    func tellsTheTime(_ kind: TestDatabase) async throws {
        try await kind.use { database async throws in
            let before = Date()
            let now = try await database.read { try $0.now() }
            #expect(abs(now.timeIntervalSince(before)) < 60)
        }
        let fixed = Date(microsecondsSince1970: 1_800_000_000_000_001)
        try await kind.use(configuration: DatabaseConfiguration(now: { fixed })) { database async throws in
            #expect(try await database.write { try $0.now() } == fixed)
            #expect(try await database.read { try $0.now() } == fixed)
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesWorkAfterClosing(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let writes = (1...30).map { id in Task { try await database.write { try $0.addItem(id) } } }
            for write in writes.prefix(5) { try await write.value }
            await database.close()
            for write in writes {
                // Done before, or refused in words; never left waiting.
                do { try await write.value } catch let error as StorageError { #expect(error.code == .closed) }
            }
            let read = await #expect(throws: StorageError.self) { try await database.countItems() }
            #expect(read?.code == .closed)
            let write = await #expect(throws: StorageError.self) { try await database.write { try $0.addItem(99) } }
            #expect(write?.code == .closed)
            await database.close()
        }
    }
}
