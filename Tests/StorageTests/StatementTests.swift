import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct StatementTests {
    /// Texts that would do harm, or come back changed, if they were pasted into the SQL.
    static let hostile = [
        "x'; DROP TABLE probe_value; --", "\"; DELETE FROM probe_value; /*", "$1", "?", ":name", "@p", "\\", "%_", "{a,b}", "NULL",
        "null", "", " ", "'", "''", "\n\t\r", "😀 naïve ŵ", "\u{1}\u{1F}", "a,b\"c\\d", "'; SELECT pg_sleep(10); --",
    ]

    @Test(arguments: TestDatabases.all)
    func bindsEveryText(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let back = try await database.write { tx in
                for (index, text) in Self.hostile.enumerated() {
                    try tx.execute("INSERT INTO probe_value (id, words) VALUES (\("\(index)"), \(text))")
                }
                return try Self.hostile.map { text in
                    try tx.value(String.self, "SELECT words FROM probe_value WHERE words = \(text)")
                }
            }
            #expect(back == Self.hostile)
        }
    }

    @Test(arguments: TestDatabases.all)
    func findsByLists(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for (index, text) in Self.hostile.enumerated() {
                    try tx.execute("INSERT INTO probe_value (id, words, whole) VALUES (\("\(index)"), \(text), \(index))")
                }
                func count(_ condition: Statement) throws -> Int {
                    try tx.value(Int.self, "SELECT COUNT(*) FROM probe_value WHERE " + condition) ?? -1
                }
                let all = Self.hostile.count
                #expect(try count("words IN \(list: Self.hostile)") == all)
                #expect(try count("words NOT IN \(list: Self.hostile)") == 0)
                #expect(try count("words in \(list: [Self.hostile[0]])") == 1)
                #expect(try count("words IN \(list: [String]())") == 0)
                #expect(try count("words NOT IN \(list: [String]())") == all)
                #expect(try count("whole IN \(list: [0, 1, 2])") == 3)
                #expect(try count("whole IN \(list: Array(0..<1000)) AND whole NOT IN \(list: [1])") == all - 1)
                #expect(try count("words IN \(list: Self.hostile + (0..<500).map(String.init)) OR id = \("none")") == all)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func findsByListsOfEveryType(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                try tx.execute("INSERT INTO probe_value (id, floating, raw) VALUES (\("a"), \(1.5), \([0, 255, 92] as [UInt8]))")
                let floats = (0..<100).map { Double($0) + 0.5 }
                #expect(try tx.first("SELECT id FROM probe_value WHERE floating IN \(list: floats)") != nil)
                #expect(try tx.first("SELECT id FROM probe_value WHERE raw IN \(list: [[0, 255, 92], [1]] as [[UInt8]])") != nil)
                #expect(try tx.first("SELECT id FROM probe_value WHERE raw IN \(list: [[]] as [[UInt8]])") == nil)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func composesStatements(_ kind: TestDatabase) async throws {
        enum Kind: String { case small, large }
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for id in 1...5 { try tx.addItem(id, id < 3 ? "\(Kind.small.rawValue)\(id)" : "large\(id)", quantity: id) }
                let conditions: [Statement] = ["quantity > \(1)", "quantity < \(5)", "name <> \(Kind.small)"]
                let condition = conditions.joined(separator: " AND ")
                var statement: Statement = "SELECT \(raw: "quantity") FROM probe_item WHERE \(condition)"
                statement += " ORDER BY quantity LIMIT \(2)"
                #expect(try tx.all(Int.self, statement) == [2, 3])
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func claimsRows(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let claimed = try await database.write { tx in
                for id in 1...4 { try tx.addItem(id) }
                return try tx.all(
                    Int.self,
                    """
                    UPDATE probe_item SET quantity = 1
                    WHERE id IN (SELECT id FROM probe_item WHERE quantity = 0 ORDER BY id LIMIT \(2)\(skipLocked: ()))
                    RETURNING id
                    """
                )
            }
            #expect(claimed.sorted() == [1, 2])
            let single = try await database.write { try $0.value(Int.self, "SELECT id FROM probe_item WHERE id = \(3)\(forUpdate: ())") }
            #expect(single == 3)
        }
    }

    @Test(arguments: TestDatabases.all)
    func countsChangedRows(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for id in 1...3 { try tx.addItem(id) }
                #expect(try tx.execute("UPDATE probe_item SET quantity = \(7) WHERE id >= \(2)") == 2)
                #expect(try tx.execute("UPDATE probe_item SET quantity = \(7) WHERE id > \(9)") == 0)
                #expect(try tx.execute("SELECT * FROM probe_item") == (tx.dialect == .sqlite ? 0 : 0))
                #expect(try tx.execute("CREATE INDEX probe_item_quantity ON probe_item (quantity)") == 0)
                let upsert: Statement = """
                    INSERT INTO probe_item (id, name, quantity) VALUES (\(1), \("one"), \(5))
                    ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity
                    """
                #expect(try tx.execute(upsert) == 1)
                #expect(try tx.execute("DELETE FROM probe_item WHERE quantity = \(5) RETURNING id") == 1)
                #expect(try tx.execute("DELETE FROM probe_item") == 2)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func bindsNullOfEveryType(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                let whole: Int? = nil
                let words: String? = nil
                try tx.execute("INSERT INTO probe_value (id, whole, words, raw) VALUES (\("a"), \(whole), \(words), \([UInt8]?.none))")
                #expect(
                    try tx.value(Int.self, "SELECT COUNT(*) FROM probe_value WHERE \(whole) IS NULL AND COALESCE(\(words), id) = id") == 1
                )
                try tx.execute("UPDATE probe_value SET words = \(DatabaseValue.null), floating = \(DatabaseValue.null)")
                #expect(try tx.value(String.self, "SELECT words FROM probe_value") == nil)
            }
        }
    }

    /// Where the engines differ by themselves.
    @Test(arguments: TestDatabases.all)
    func meansTheSameOnEachEngine(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.read { tx throws in
                func value(_ statement: Statement) throws -> DatabaseValue { try tx.first(statement)?[0] ?? .null }
                #expect(try value("SELECT CASE WHEN 'ABC' LIKE 'a%' THEN 1 ELSE 0 END") == .integer(0))
                #expect(try value("SELECT CASE WHEN 'ABC' LIKE 'A%' THEN 1 ELSE 0 END") == .integer(1))
                #expect(try value("SELECT CASE WHEN 'a' = 'A' THEN 1 ELSE 0 END") == .integer(0))
                #expect(try value("SELECT 7 / 2") == .integer(3))
                #expect(try value("SELECT 7 = 7") == .integer(1))
                #expect(try value("SELECT 'a' || 'b'") == .text("ab"))
                #expect(try value("SELECT LENGTH('äöü')") == .integer(3))
                #expect(try value("SELECT CAST(12 AS TEXT)") == .text("12"))
                #expect(try value("SELECT CAST('12' AS BIGINT)") == .integer(12))
                #expect(try value("SELECT SUBSTR('abcdef', 2, 3)") == .text("bcd"))
                #expect(try value("SELECT 1.5 * 2") == .double(3))
            }
        }
    }

    /// The same statement with and without null, with short and long lists: caches of compiled statements must not mix them up.
    @Test(arguments: TestDatabases.all)
    func repeatsStatementsWithOtherValues(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                for round in 0..<200 {
                    let whole = round % 3 == 0 ? nil : round
                    try tx.execute("INSERT INTO probe_value (id, whole) VALUES (\("\(round)"), \(whole))")
                    let list = Array(0...round)
                    let found = try tx.value(Int.self, "SELECT COUNT(*) FROM probe_value WHERE whole IN \(list: list)")
                    #expect(found == list.count - (round / 3 + 1))
                }
            }
        }
    }
}
