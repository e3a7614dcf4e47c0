import Storage
import StorageTesting
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct NotificationTests {
    /// The payloads of a channel that are no general “look for yourself”.
    private func payloads(_ stream: AsyncStream<String>, _ count: Int) async -> [String] {
        var found: [String] = []
        for await payload in stream where !payload.isEmpty {
            found.append(payload)
            if found.count == count { break }
        }
        return found
    }

    @Test(arguments: TestDatabases.all)
    func signalsAfterTheCommitOnly(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let stream = database.notifications(on: "jobs")
            await #expect(throws: Intended.self) {
                try await database.write { tx in
                    tx.notify("jobs", "rolled back")
                    throw Intended()
                }
            }
            try await database.write { tx in
                tx.notify("other", "not ours")
                tx.notify("jobs", "first")
                tx.notify("jobs", "first")
                try tx.addItem(1)
            }
            try await database.write { $0.notify("jobs", "second 'quoted' \u{1F} \\ ü") }
            #expect(await payloads(stream, 2) == ["first", "second 'quoted' \u{1F} \\ ü"])
        }
    }

    @Test(arguments: TestDatabases.all)
    func reachesEveryListener(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            let streams = (0..<3).map { _ in database.notifications(on: "jobs") }
            try await database.write { $0.notify("jobs", "a") }
            for stream in streams { #expect(await payloads(stream, 1) == ["a"]) }
        }
    }

    /// Another handle on the same database stands for another process: nothing is shared but the database.
    @Test(arguments: TestDatabases.shared)
    func reachesOtherProcesses(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let here = try await Database.open(place.address)
            let there = try await Database.open(place.address)
            try await here.migrate([TestSchema.module])
            let stream = here.notifications(on: "jobs")
            // Lets the listening begin: until then signals of others may be lost.
            try await Self.reach(here, from: there)
            for number in 1...20 { try await there.write { $0.notify("jobs", "\(number)") } }
            #expect(await payloads(stream, 20) == (1...20).map(String.init))
            await there.close()
            await here.close()
        }
    }

    /// Sends until the first signal arrives.
    private static func reach(_ here: Database, from there: Database) async throws {
        let probe = here.notifications(on: "probe")
        let sender = Task {
            while !Task.isCancelled {
                try await there.write { $0.notify("probe", "hello") }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        for await payload in probe where payload == "hello" { break }
        sender.cancel()
    }

    @Test(arguments: TestDatabases.all)
    func endsWithTheDatabase(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            let stream = database.notifications(on: "jobs")
            await database.close()
            var count = 0
            for await payload in stream where !payload.isEmpty { count += 1 }
            #expect(count == 0)
            var isOver = true
            for await _ in database.notifications(on: "jobs") { isOver = false }
            #expect(isOver)
        }
    }

    /// Nobody reads the stream: memory must not grow, and the newest signals stay.
    @Test func keepsABoundedBacklog() async throws {
        try await TestDatabase.sqliteInMemory.use { database in
            let stream = database.notifications(on: "jobs")
            for number in 1...1500 { try await database.write { $0.notify("jobs", "\(number)") } }
            let found = await payloads(stream, 1024)
            #expect(found.last == "1500")
            #expect(found.count == 1024)
        }
    }
}
