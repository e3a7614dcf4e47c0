import Foundation
import StorageTesting
import Testing

@testable import Ledger

@Suite struct CSVFuzzTests {
    private static let alphabet: [UInt8] = Array("a,\"\r\n;ä0.- ".utf8) + [0, 0xFF]

    /// Any bytes at all: the reader ends, counts lines without going back, and says something about what it cannot read.
    @Test(arguments: 0..<100)
    func readsAnything(_ seed: Int) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in Self.alphabet.randomElement(using: &random) ?? 0 }
        var reader = try CSVReader(.bytes(bytes))
        var line = 0
        var fields = 0
        while let record = try reader.next() {
            #expect(record.line > line)
            line = record.line
            fields += record.fields.count
            #expect(record.problems.allSatisfy { !$0.sentence.isEmpty && $0.line == record.line })
        }
        #expect(fields <= bytes.count + 1)
    }

    /// Any table that is written is read as it was.
    @Test(arguments: 0..<50)
    func readsWhatItWrites(_ seed: Int) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", ",", "\"", "\r\n", "\n", "\r", "ü", " ", "0", "\u{1F600}"]
        let width = Int.random(in: 2...6, using: &random)
        let table = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            (0..<width).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            }
        }
        var bytes: [UInt8] = []
        var writer = CSVWriter { bytes += $0 }
        for row in table { try writer.append(row) }
        try writer.flush()
        var reader = try CSVReader(.bytes(bytes))
        for row in table {
            let record = try #require(try reader.next())
            #expect(record.fields == row)
            #expect(record.problems.isEmpty)
        }
        let end = try reader.next()
        #expect(end == nil)
    }

    /// Damaged files: an import says what is wrong or takes the file, and never leaves half of it.
    @Test(arguments: 0..<30)
    func importsWhollyOrNotAtAll(_ seed: Int) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            var random = SeededGenerator(seed: seed)
            var bytes = Array("no,description,unitPrice,blocked\r\n".utf8)
            for row in 0..<40 { bytes += Array("N\(row),\"Item \(row)\",\(row).50,no\r\n".utf8) }
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 34..<bytes.count, using: &random)
                bytes[place] = Self.alphabet.randomElement(using: &random) ?? 0
            }
            let before = try await ledger.items(page: PageRequest(limit: 1_000)).records.count
            let found = try await problems { try await ledger.importCSV(.items, from: .bytes(bytes)) }
            let after = try await ledger.items(page: PageRequest(limit: 1_000)).records.count
            if found.isEmpty {
                #expect(after > before + 30)
            } else {
                #expect(after == before)
                #expect(found.allSatisfy { $0.hasPrefix("line ") })
            }
        }
    }

    @Test func hintsAtOtherSeparators() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            for text in ["no;description\n1;A", "no\tdescription\n1\tA"] {
                let found = try await problems { try await ledger.importCSV(.items, from: .bytes(Array(text.utf8))) }
                #expect(found.first?.contains("semicolons or tabs") == true)
            }
            let folder = try await problems { try await ledger.importCSV(.items, from: .file("/tmp")) }
            #expect(folder.count == 1)
            #expect(folder.first?.contains("/tmp") == true)
        }
    }
}
