import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct ValueTests {
    enum Mood: String, DatabaseValueConvertible { case good, bad }
    enum Level: Int, DatabaseValueConvertible { case low = 1, high = 9 }

    /// Writes a value into a column and reads it back from there.
    private func roundTrip<T: DatabaseValueConvertible & Sendable>(_ value: T, in column: String, _ database: Database) async throws -> T {
        try await database.write { tx throws in
            try tx.execute("DELETE FROM probe_value")
            try tx.execute("INSERT INTO probe_value (id, \(raw: column)) VALUES (\("x"), \(value))")
            let row = try #require(try tx.first("SELECT \(raw: column) FROM probe_value WHERE id = \("x")"))
            return try row.get(column)
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsWholeNumbers(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            for value: Int in [0, 1, -1, 255, .max, .min, (1 << 53) + 1] {
                #expect(try await roundTrip(value, in: "whole", database) == value)
            }
            #expect(try await roundTrip(UInt32.max, in: "whole", database) == UInt32.max)
            #expect(try await roundTrip(Int8.min, in: "whole", database) == Int8.min)
            #expect(try await roundTrip(true, in: "whole", database))
            #expect(try await roundTrip(false, in: "whole", database) == false)
            #expect(try await roundTrip(Level.high, in: "whole", database) == .high)
            #expect(try await roundTrip(Int?.none, in: "whole", database) == nil)
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsFloatingPointNumbersExactly(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let values = [
                0, 1, -0.1, 0.1 + 0.2, .pi, 1e-300, 1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity,
            ]
            for value in values { #expect(try await roundTrip(value, in: "floating", database) == value) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsTextAndBytes(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            let long = String(repeating: "ä😀\\'\"", count: 100_000)
            for text in ["", "a", "e\u{301}", "\u{FFFD}", long] {
                let back = try await roundTrip(text, in: "words", database)
                #expect(Array(back.utf8) == Array(text.utf8))
            }
            let all = (0...255).map(UInt8.init)
            let arrays: [[UInt8]] = [[], [0], [92, 120], all, Array(repeating: all, count: 1000).flatMap { $0 }]
            for bytes in arrays {
                #expect(try await roundTrip(bytes, in: "raw", database) == bytes)
                #expect(try await roundTrip(Data(bytes), in: "raw", database) == Data(bytes))
            }
            #expect(try await roundTrip(Mood.bad, in: "words", database) == .bad)
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsInstantsToTheMicrosecond(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            for microseconds: Int64 in [0, 1, -1, 1_795_615_200_123_456, 1_795_615_200_999_999, -2_208_988_800_000_001] {
                let date = Date(microsecondsSince1970: microseconds)
                let back = try await roundTrip(date, in: "whole", database)
                #expect(back == date)
                #expect(back.microsecondsSince1970 == microseconds)
            }
            for date in [Date.distantPast, .distantFuture] {
                #expect(try await roundTrip(date, in: "whole", database) == date)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsDecimalsExactly(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            for text in [
                "0", "0.1", "-12.345", "99999999999999999999.99", "0.000000000000000001", "12345678901234567890123456789012345678",
            ] {
                let decimal = try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
                #expect(try await roundTrip(decimal, in: "words", database) == decimal)
                let kept = try await database.read { try $0.value(String.self, "SELECT words FROM probe_value") }
                #expect(kept == text)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func keepsUUIDsInLowerCase(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            let id = UUID()
            #expect(try await roundTrip(id, in: "words", database) == id)
            let kept = try await database.read { try $0.value(String.self, "SELECT words FROM probe_value") }
            #expect(kept == id.uuidString.lowercased())
        }
    }

    /// One engine would keep these, the other would not.
    @Test(arguments: TestDatabases.all)
    func refusesWhatCannotBeKept(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            for value in [DatabaseValue.text("a\0b"), .double(.nan)] {
                let error = await #expect(throws: StorageError.self) {
                    try await database.write { try $0.execute("INSERT INTO probe_value (id, words) VALUES (\("x"), \(value))") }
                }
                #expect(error?.code == .invalidValue)
                let bulk = await #expect(throws: StorageError.self) {
                    try await database.write { try $0.insert(into: "probe_value", columns: ["id", "words"], rows: [[.text("x"), value]]) }
                }
                #expect(bulk?.code == .invalidValue)
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func sumsAndCountsAreWholeNumbers(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database async throws in
            try await database.write { tx throws in
                for id in 1...4 { try tx.addItem(id, quantity: id) }
                let row = try #require(
                    try tx.first(
                        "SELECT COUNT(*) AS n, SUM(quantity) AS total, MAX(quantity) AS most, AVG(quantity) AS middle FROM probe_item"
                    )
                )
                #expect(row["n"] == .integer(4))
                #expect(row["total"] == .integer(10))
                #expect(row["most"] == .integer(4))
                #expect(row["middle"] == .double(2.5))
                #expect(try tx.value(Int.self, "SELECT SUM(quantity) FROM probe_item WHERE id > \(9)") == nil)
                #expect(try tx.value(Bool.self, "SELECT CASE WHEN EXISTS (SELECT 1 FROM probe_item) THEN 1 ELSE 0 END") == true)
            }
        }
    }
}
