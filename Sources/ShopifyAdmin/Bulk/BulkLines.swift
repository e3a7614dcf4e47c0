import Foundation

/// Cuts a stream of bytes into lines.
struct BulkLines {
    /// A line without its end, and where it begins in the whole file.
    typealias Line = (start: Int, text: Data)

    private var rest = Data()
    /// Where what is left begins in the whole file.
    private var start: Int

    /// - Parameter start: where the stream begins in the whole file.
    init(from start: Int = 0) {
        self.start = start
    }

    /// The whole lines that the piece completes; empty lines are left out.
    mutating func add(_ piece: Data) -> [Line] {
        rest.append(piece)
        var lines: [Line] = []
        var begin = rest.startIndex
        while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            if end > begin { lines.append((start + begin - rest.startIndex, rest[begin..<end])) }
            begin = rest.index(after: end)
        }
        start += begin - rest.startIndex
        rest = Data(rest[begin...])
        return lines
    }

    /// Bytes that wait for the end of their line.
    var pending: Int { rest.count }

    /// What is left when the stream has ended: a last line without its end.
    mutating func finish() -> Line? {
        defer {
            start += rest.count
            rest = Data()
        }
        return rest.isEmpty ? nil : (start, rest)
    }
}
