import Foundation
import Testing

@testable import Ledger

@Suite struct CSVReaderTests {
    /// All records of a text, cut into pieces of some size.
    private func read(_ text: String) throws -> [CSVReader.Record] {
        var reader = try CSVReader(.bytes(Array(text.utf8)))
        var records: [CSVReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test(arguments: [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("\"a,1\",\"b \"\"x\"\"\"", [["a,1", "b \"x\""]]), ("\"two\r\nlines\",x", [["two\r\nlines", "x"]]), (",,", [["", "", ""]]),
        ("a,\"\"", [["a", ""]]), ("\u{FEFF}a,ü", [["a", "ü"]]), ("\n\na\n\n", [["a"]]), ("", []), ("\"\"", []), ("a,", [["a", ""]]),
    ])
    func reads(_ text: String, _ expected: [[String]]) throws {
        let records = try read(text)
        #expect(records.map(\.fields) == expected)
        #expect(records.allSatisfy { $0.problems.isEmpty })
    }

    @Test func countsLinesOfTheFile() throws {
        let records = try read("a\n\"b\nb\nb\"\n\nc\n")
        #expect(records.map(\.line) == [1, 2, 6])
    }

    @Test(arguments: [
        ("a,b\"c", 1, 2, "quote"), ("x\n\"a\"b,c", 2, 1, "closing quote"), ("x\ny,\"open", 2, 2, "never closed"), ("a\u{0}b", 1, 1, "NUL"),
    ])
    func tellsWhatIsWrongAndWhere(_ text: String, _ line: Int, _ column: Int, _ word: String) throws {
        let problem = try #require(try read(text).flatMap(\.problems).first)
        #expect(problem.line == line)
        #expect(problem.column == column)
        #expect(problem.sentence.contains(word), "\(problem.sentence)")
    }

    @Test func refusesOtherEncodings() throws {
        var reader = try CSVReader(.bytes([0x61, 0x2C, 0xFC, 0x0A]))
        let record = try #require(try reader.next())
        #expect(record.problems.map(\.column) == [2])
        #expect(record.problems[0].sentence.contains("UTF-8"))
    }

    @Test func boundsFieldsAndRecords() throws {
        #expect(throws: CSVImportFailure.self) { try read(String(repeating: "x", count: CSVReader.maximumFieldBytes + 1)) }
        #expect(throws: CSVImportFailure.self) { try read(String(repeating: ",", count: CSVReader.maximumFields + 1)) }
    }

    @Test func readsFilesInPieces() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        let line = "1,\"" + String(repeating: "ä\"\"\r\n", count: 50) + "\",x\r\n"
        try Data(String(repeating: line, count: 2_000).utf8).write(to: url)
        var reader = try CSVReader(.file(url.path))
        var count = 0
        while let record = try reader.next() {
            #expect(record.fields == ["1", String(repeating: "ä\"\r\n", count: 50), "x"])
            #expect(record.line == count * 51 + 1)
            count += 1
        }
        #expect(count == 2_000)
        #expect(throws: CSVImportFailure.self) { try CSVReader(.file("/nowhere/at/all.csv")) }
    }

    @Test func writesWhatItReads() throws {
        let fields = ["", "plain", "with, comma", "with \"quotes\"", "two\r\nlines", "ünï"]
        var bytes: [UInt8] = []
        var writer = CSVWriter { bytes += $0 }
        for _ in 0..<2_000 { try writer.append(fields) }
        try writer.flush()
        var reader = try CSVReader(.bytes(bytes))
        var count = 0
        while let record = try reader.next() {
            #expect(record.fields == fields)
            count += 1
        }
        #expect(count == 2_000)
    }
}
