import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(2))) struct BulkTests {
    @Test(arguments: TestDatabases.all)
    func insertsManyRowsOfEveryType(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let rows: [[DatabaseValue]] = (0..<3000).map { n in
                let isNull = n % 7 == 0
                let text = StatementTests.hostile[n % StatementTests.hostile.count]
                return [
                    .text("\(n)"), isNull ? .null : .integer(Int64(n)), isNull ? .null : .double(Double(n) / 8),
                    isNull ? .null : .text(text), isNull ? .null : .bytes([UInt8(n & 255), 0, 92, 34]),
                ]
            }
            let columns = ["id", "whole", "floating", "words", "raw"]
            let back = try await database.write { tx in
                #expect(try tx.insert(into: "probe_value", columns: columns, rows: rows) == 3000)
                return try tx.rows("SELECT id, whole, floating, words, raw FROM probe_value ORDER BY CAST(id AS BIGINT)").map(\.values)
            }
            #expect(back == rows)
        }
    }

    @Test(arguments: TestDatabases.all)
    func insertsWithConflicts(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                func rows(_ ids: ClosedRange<Int>, _ quantity: Int64) -> [[DatabaseValue]] {
                    ids.map { [.integer(Int64($0)), .text("item \($0)"), .integer(quantity)] }
                }
                let columns = ["id", "name", "quantity"]
                let none = try tx.insert(into: "probe_item", columns: columns, rows: [])
                #expect(none == 0)
                #expect(try tx.insert(into: "probe_item", columns: columns, rows: rows(1...10, 1)) == 10)
                let nothing = "ON CONFLICT (id) DO NOTHING"
                #expect(try tx.insert(into: "probe_item", columns: columns, rows: rows(6...15, 2), onConflict: nothing) == 5)
                let update = "ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity"
                #expect(try tx.insert(into: "probe_item", columns: columns, rows: rows(1...20, 3), onConflict: update) == 20)
                #expect(try tx.value(Int.self, "SELECT SUM(quantity) FROM probe_item") == 60)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func insertsAllOrNone(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let error = await #expect(throws: StorageError.self) {
                try await database.write { tx in
                    let ids = Array(1...2000) + [77]
                    try tx.insert(into: "probe_item", columns: ["id", "name"], rows: ids.map { [.integer(Int64($0)), .text("\($0)")] })
                }
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await database.countItems() == 0)
        }
    }

    /// Whole columns of nulls have no type of their own.
    @Test(arguments: TestDatabases.all)
    func insertsColumnsOfNulls(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                let rows = (0..<10).map { [DatabaseValue.text("\($0)"), .null, .null, .null] }
                try tx.insert(into: "probe_value", columns: ["id", "whole", "floating", "raw"], rows: rows)
                #expect(try tx.value(Int.self, "SELECT COUNT(*) FROM probe_value WHERE raw IS NULL AND whole IS NULL") == 10)
            }
        }
    }

    /// In a process of its own, where nothing else takes memory.
    @Test(arguments: TestDatabases.shared)
    func streamsLargeResults(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            let text = String(repeating: "x", count: 1000)
            try await database.write { tx in
                let rows = (0..<40_000).map { [DatabaseValue.text("\($0)"), .integer(Int64($0)), .text(text)] }
                try tx.insert(into: "probe_value", columns: ["id", "whole", "words"], rows: rows)
            }
            await database.close()
            let output = try await Probe.run("stream", place.address)
            let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            try #require(numbers.count == 3)
            #expect(numbers[0] == 40_000)
            #expect(numbers[1] == 39_999 * 20_000)
            // The result is 40 MB; SQLite keeps up to 8 MB of pages.
            #expect(numbers[2] < 15_000_000)
        }
    }

    @Test(arguments: TestDatabases.all)
    func runsStatementsWhileStreaming(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for id in 1...300 { try tx.addItem(id, quantity: id) }
                var seen = 0
                try tx.forEach("SELECT id FROM probe_item ORDER BY id") { row in
                    let id = try row.get(0, as: Int.self)
                    seen += 1
                    // The very same statement again, inside itself.
                    if id == 150 { try tx.forEach("SELECT id FROM probe_item ORDER BY id") { _ in seen += 1 } }
                    #expect(try tx.value(Int.self, "SELECT quantity FROM probe_item WHERE id = \(id)") == id)
                    try tx.execute("UPDATE probe_item SET name = \("new \(id)") WHERE id = \(id)")
                }
                #expect(seen == 600)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func stopsStreamingWhenTheBodyThrows(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for id in 1...300 { try tx.addItem(id) }
                #expect(throws: Intended()) { try tx.forEach("SELECT id FROM probe_item") { _ in throw Intended() } }
                // The transaction and the statement are usable as before.
                try tx.addItem(301)
                #expect(try tx.all(Int.self, "SELECT id FROM probe_item").count == 301)
            }
            #expect(try await database.countItems() == 301)
        }
    }
}
