/// Reads CSV as RFC 4180 describes it, piece by piece: comma, quotes doubled inside quotes, lines ended by CRLF, LF or CR, UTF-8 with
/// or without a byte order mark. What breaks these rules is reported with its place, and reading goes on where that makes sense.
struct CSVReader {
    /// A line of the table; quoted fields may span lines of the file.
    struct Record {
        /// The line of the file where it begins, from 1.
        var line: Int
        var fields: [String]
        /// What is wrong with single fields.
        var problems: [CSVProblem] = []
    }

    /// A bound for memory: no field of ours is longer than marketing texts.
    static let maximumFieldBytes = 1_048_576
    static let maximumFields = 1_000

    private let nextPiece: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var position = 0
    private var atStart = true
    private var line = 1
    private var field: [UInt8] = []

    init(_ source: CSVSource) throws { nextPiece = try source.pieces() }

    /// The next record that is not an empty line; nil at the end.
    mutating func next() throws -> Record? {
        if atStart { try skipByteOrderMark() }
        while true {
            guard try peek() != nil else { return nil }
            var record = Record(line: line, fields: [])
            try read(into: &record)
            if record.fields.count > 1 || record.fields != [""] || !record.problems.isEmpty { return record }
        }
    }

    private mutating func read(into record: inout Record) throws {
        while true {
            let hasMore = try readField(into: &record)
            if !hasMore { return }
            if record.fields.count >= Self.maximumFields {
                throw CSVImportFailure(
                    problems: [problem("more than \(Self.maximumFields) fields; is the file CSV?", in: record)],
                    omitted: 0
                )
            }
        }
    }

    /// Reads one field and what ends it; answers whether the record goes on.
    private mutating func readField(into record: inout Record) throws -> Bool {
        field.removeAll(keepingCapacity: true)
        if try peek() == UInt8(ascii: "\"") {
            position += 1
            try readQuoted(into: &record)
        }
        var isStray = false
        while let byte = try peek() {
            position += 1
            switch byte {
            case UInt8(ascii: ","):
                finishField(of: &record)
                return true
            case UInt8(ascii: "\n"):
                line += 1
                finishField(of: &record)
                return false
            case UInt8(ascii: "\r"):
                if try peek() == UInt8(ascii: "\n") { position += 1 }
                line += 1
                finishField(of: &record)
                return false
            case UInt8(ascii: "\"") where !isStray:
                isStray = true
                record.problems.append(
                    problem("a quote inside a field that does not begin with one; double it and quote the field.", in: record)
                )
            default: try append(byte, record)
            }
        }
        finishField(of: &record)
        return false
    }

    /// Reads up to the closing quote; the opening one is read already.
    private mutating func readQuoted(into record: inout Record) throws {
        let opened = line
        while let byte = try peek() {
            position += 1
            guard byte == UInt8(ascii: "\"") else {
                if byte == UInt8(ascii: "\n") { line += 1 }
                try append(byte, record)
                continue
            }
            guard try peek() == UInt8(ascii: "\"") else {
                if let after = try peek(), ![UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(after) {
                    record.problems.append(problem("text after the closing quote.", in: record))
                }
                return
            }
            position += 1
            try append(byte, record)
        }
        record.problems.append(problem("the quote that was opened in line \(opened) is never closed.", in: record))
    }

    private mutating func append(_ byte: UInt8, _ record: Record) throws {
        guard field.count < Self.maximumFieldBytes else {
            throw CSVImportFailure(problems: [problem("a field longer than a megabyte; is a quote missing?", in: record)], omitted: 0)
        }
        field.append(byte)
    }

    private mutating func finishField(of record: inout Record) {
        if let text = String(validating: field, as: UTF8.self) {
            if field.contains(0) { record.problems.append(problem("a NUL character.", in: record)) }
            record.fields.append(text)
        } else {
            record.problems.append(problem("not valid UTF-8; save the file as UTF-8.", in: record))
            record.fields.append("")
        }
    }

    private func problem(_ sentence: String, in record: Record) -> CSVProblem {
        CSVProblem(line: record.line, column: record.fields.count + 1, field: "", sentence: sentence)
    }

    private mutating func peek() throws -> UInt8? {
        while position == piece.count {
            guard let next = try nextPiece() else { return nil }
            piece = next
            position = 0
        }
        return piece[position]
    }

    private mutating func skipByteOrderMark() throws {
        atStart = false
        guard try peek() == 0xEF else { return }
        // The mark cannot be split: pieces are longer, unless the file is shorter than the mark itself.
        if piece.count >= 3, piece[1] == 0xBB, piece[2] == 0xBF { position = 3 }
    }
}
