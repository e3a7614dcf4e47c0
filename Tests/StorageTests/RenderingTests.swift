import Foundation
import Testing

@testable import Storage

/// What a statement becomes in each dialect: the databases' own tests do not see how it was written.
@Suite struct RenderingTests {
    private func sql(_ statement: Statement, _ dialect: Dialect) throws -> String { try RenderedStatement(statement, dialect).sql }

    private func values(_ statement: Statement, _ dialect: Dialect) throws -> [DatabaseValue] {
        try RenderedStatement(statement, dialect).parameters.map {
            switch $0 {
            case .value(let value, _): value
            case .array(let values, _): .text("\(values)")
            }
        }
    }

    @Test func givesPlaceholdersToValues() throws {
        let statement: Statement = "SELECT * FROM t WHERE a = \(1) AND b = \("x") AND c = \(2.5) AND d = \([UInt8(1)])"
        #expect(try sql(statement, .sqlite) == "SELECT * FROM t WHERE a = ? AND b = ? AND c = ? AND d = ?")
        #expect(try sql(statement, .postgreSQL) == "SELECT * FROM t WHERE a = $1 AND b = $2 AND c = $3 AND d = $4")
        #expect(try values(statement, .postgreSQL) == [.integer(1), .text("x"), .double(2.5), .bytes([1])])
    }

    @Test func numbersTheValuesOfPartsAsAWhole() throws {
        let part: Statement = "b = \(2)"
        let whole: Statement = "SELECT \(1) WHERE \(part) AND c = \(3)"
        #expect(try sql(whole + " LIMIT \(4)", .postgreSQL) == "SELECT $1 WHERE b = $2 AND c = $3 LIMIT $4")
        #expect(try values(whole + " LIMIT \(4)", .postgreSQL) == [1, 2, 3, 4].map { .integer($0) })
    }

    /// Null alone has no type, but the optional that it came from has.
    @Test func keepsTheTypeOfNull() throws {
        func types(_ statement: Statement) throws -> [DatabaseType?] {
            try RenderedStatement(statement, .postgreSQL).parameters.map { if case .value(_, let type) = $0 { type } else { nil } }
        }
        let date: Date? = nil
        let id: UUID? = nil
        #expect(try types("\(Int?.none) \(date) \(id) \(Double?.none) \(Data?.none)") == [.integer, .integer, .text, .double, .bytes])
        #expect(try types("\(DatabaseValue.null) \(DatabaseValue.integer(1))") == [nil, .integer])
    }

    @Test(arguments: [
        ("IN", "WHERE a = ANY($1)"), ("in", "WHERE a = ANY($1)"), ("NOT IN", "WHERE a <> ALL($1)"), ("not  in", "WHERE a <> ALL($1)"),
        ("NOT\n  IN", "WHERE a <> ALL($1)"),
    ])
    func turnsListsIntoArrays(_ word: String, _ expected: String) throws {
        #expect(try sql("WHERE a \(raw: word) \(list: [1, 2])", .postgreSQL) == expected)
    }

    @Test(arguments: ["WHERE a = ", "WHERE MIN", "IN", "VALUES", "WHERE domain"])
    func refusesListsElsewhere(_ text: String) {
        let error = #expect(throws: StorageError.self) { try RenderedStatement("\(raw: text) \(list: [1])", .postgreSQL) }
        #expect(error?.code == .statement)
    }

    /// Lists of many lengths are few statements, so that few are compiled and cached.
    @Test func makesFewStatementsOfManyLists() throws {
        let short = try (1...64).map { count in try sql("SELECT 1 WHERE 1 IN \(list: Array(0..<count))", .sqlite) }
        #expect(Set(short).count == 7)
        let long = try (65...300).map { count in try sql("SELECT 1 WHERE 1 IN \(list: Array(0..<count))", .sqlite) }
        #expect(Set(long).count == 1)
        #expect(try values("SELECT 1 WHERE 1 IN \(list: [7, 8, 9])", .sqlite) == [7, 8, 9, 9].map { .integer($0) })
        #expect(try sql("SELECT 1 WHERE 1 IN \(list: [Int]())", .sqlite) == "SELECT 1 WHERE 1 IN ()")
        let arrays = try (0...300).map { count in try sql("SELECT 1 WHERE 1 IN \(list: Array(0..<count))", .postgreSQL) }
        #expect(Set(arrays).count == 1)
    }

    @Test func writesLongListsAsJSON() throws {
        let texts = (0..<65).map { _ in "a\"b\\c\n\u{1}😀" }
        let json = try #require(try values("x IN \(list: texts)", .sqlite).first)
        guard case .text(let text) = json else { throw Unexpected() }
        #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == texts)
        // Without an exact form in JSON every value has its placeholder.
        #expect(try values("x IN \(list: (0..<65).map { Double($0) / 3 })", .sqlite).count == 65)
    }

    private struct Unexpected: Error {}

    @Test func leavesOutWhatADialectDoesNotNeed() throws {
        let statement: Statement = "SELECT 1\(skipLocked: ())\(forUpdate: ()) \(sqlite: "a", postgreSQL: "b")"
        #expect(try sql(statement, .sqlite) == "SELECT 1 a")
        #expect(try sql(statement, .postgreSQL) == "SELECT 1 FOR UPDATE SKIP LOCKED FOR UPDATE b")
    }

    @Test func refusesValuesInListsToo() {
        #expect(throws: StorageError.self) { try RenderedStatement("x IN \(list: ["a", "\0"])", .sqlite) }
        #expect(throws: StorageError.self) { try RenderedStatement("x IN \(list: [Double.nan])", .postgreSQL) }
    }
}
