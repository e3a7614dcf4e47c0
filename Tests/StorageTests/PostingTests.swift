import Storage
import StorageTesting
import Testing

/// Statements of which only failure matters, and single statements that commit by themselves.
@Suite(.timeLimit(.minutes(1))) struct PostingTests {
    @Test(arguments: TestDatabases.all)
    func whatIsPostedIsSeenByTheNextStatement(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let counts = try await database.write { tx in
                try tx.post("INSERT INTO probe_item (id, name) VALUES (\(1), 'one')")
                try tx.postInsert(into: "probe_item", columns: ["id", "name"], rows: [[.integer(2), .text("two")]])
                let first = try tx.countItems()
                try tx.post("DELETE FROM probe_item WHERE id = \(1)")
                return [first, try tx.countItems()]
            }
            #expect(counts == [2, 1])
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatIsPostedLastIsCommitted(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            for round in 0..<3 {
                try await database.write { tx in
                    try tx.post("INSERT INTO probe_item (id, name) VALUES (\(round), \("item \(round)"))")
                    try tx.postInsert(
                        into: "probe_item",
                        columns: ["id", "name"],
                        rows: [[.integer(Int64(10 + round)), .text("b\(round)")]]
                    )
                }
            }
            #expect(try await database.countItems() == 6)
        }
    }

    @Test(arguments: TestDatabases.all)
    func whatThrowsTakesBackWhatItPosted(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            await #expect(throws: Intended.self) {
                try await database.write { tx in
                    try tx.post("INSERT INTO probe_item (id, name) VALUES (\(1), 'one')")
                    throw Intended()
                }
            }
            // The statement is known to the connection no more, and must be made again.
            try await database.write { try $0.post("INSERT INTO probe_item (id, name) VALUES (\(2), 'one')") }
            #expect(try await database.countItems() == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aPostedFailureFailsTheTransaction(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.write { try $0.addItem(1) }
            for hasMore in [false, true] {
                let error = await #expect(throws: StorageError.self) {
                    try await database.write { tx in
                        try tx.addItem(2)
                        try tx.post("INSERT INTO probe_item (id, name) VALUES (\(1), 'again')")
                        if hasMore { try tx.addItem(3) }
                    }
                }
                #expect(error?.code == .uniqueViolation)
                #expect(error?.statement?.contains("again") == true)
                #expect(try await database.countItems() == 1)
            }
            // The connection is as good as before.
            try await database.write { try $0.post("INSERT INTO probe_item (id, name) VALUES (\(4), 'again')") }
            #expect(try await database.countItems() == 2)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSavepointTakesBackWhatWasPostedInIt(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.write { tx in
                try tx.post("INSERT INTO probe_item (id, name) VALUES (\(1), 'before')")
                #expect(throws: Intended.self) {
                    try tx.savepoint {
                        try tx.post("INSERT INTO probe_item (id, name) VALUES (\(2), 'not wanted')")
                        throw Intended()
                    }
                }
                let failed = #expect(throws: StorageError.self) {
                    try tx.savepoint { try tx.post("INSERT INTO probe_item (id, name) VALUES (\(3), 'before')") }
                }
                #expect(failed?.code == .uniqueViolation)
                try tx.post("INSERT INTO probe_item (id, name) VALUES (\(4), 'after')")
            }
            #expect(try await database.countItems() == 2)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSingleStatementCommitsAndGivesItsRows(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let rows = try await database.write("INSERT INTO probe_item (id, name) VALUES (\(1), 'one') RETURNING name, quantity")
            #expect(try rows.map { try $0.get("name", as: String.self) } == ["one"])
            #expect(try await database.countItems() == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSingleStatementThatFailsLeavesNothing(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.write { try $0.addItem(2) }
            let error = await #expect(throws: StorageError.self) {
                try await database.write("INSERT INTO probe_item (id, name) VALUES (\(1), 'one'), (\(2), 'two')")
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await database.countItems() == 1)
            // What comes after it is a transaction again, with a beginning and an end.
            await #expect(throws: Intended.self) {
                try await database.write { tx in
                    try tx.addItem(3)
                    throw Intended()
                }
            }
            #expect(try await database.countItems() == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSingleStatementSignalsOnlyAChange(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let stream = database.notifications(on: "jobs")
            let insertion: Statement = "INSERT INTO probe_item (id, name) VALUES (\(1), 'one') ON CONFLICT (id) DO NOTHING"
            try await database.write(insertion, notifying: [("jobs", "first"), ("other", "")])
            try await database.write(insertion, notifying: [("jobs", "nothing changed")])
            try await database.write { $0.notify("jobs", "last") }
            var received: [String] = []
            for await payload in stream where !payload.isEmpty {
                received.append(payload)
                if payload == "last" { break }
            }
            #expect(received == ["first", "last"])
        }
    }
}
