import Foundation

/// Cuts a stream of bytes into lines.
struct BulkLines {
    private var rest = Data()

    /// The whole lines that the piece completes, without their ends; empty lines are left out.
    mutating func add(_ piece: Data) -> [Data] {
        rest.append(piece)
        var lines: [Data] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if end > start { lines.append(rest[start..<end]) }
            start = rest.index(after: end)
        }
        rest = Data(rest[start...])
        return lines
    }

    /// Bytes that wait for the end of their line.
    var pending: Int { rest.count }

    /// What is left when the stream has ended: a last line without its end.
    mutating func finish() -> Data? {
        defer { rest = Data() }
        return rest.isEmpty ? nil : rest
    }
}
