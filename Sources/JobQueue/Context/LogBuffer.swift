/// The log lines of one run, numbered, of which at most ``limit`` bytes are kept.
struct LogBuffer: Sendable {
    struct Line: Sendable {
        var number = 0
        let at: Int64
        let level: String
        let message: String
        let metadata: [String: String]

        /// What a line counts: its texts and a little for the row around them.
        var bytes: Int {
            metadata.reduce(message.utf8.count + 40) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 }
        }
    }

    /// 2 MiB a run; the oldest lines are dropped beyond.
    static let limit = 2 * 1024 * 1024
    /// A single line is cut here, so that one answer dumped into a log does not push out everything else.
    static let lineLimit = 16 * 1024

    private var unsaved: [Line] = []
    private var unsavedBytes = 0
    private var next = 1

    mutating func append(_ line: Line) {
        var line = line
        line.number = next
        next += 1
        unsaved.append(line)
        unsavedBytes += line.bytes
        if unsavedBytes > Self.limit {
            // Dropping a quarter at a time keeps appending cheap.
            var kept = unsavedBytes
            let first = unsaved.firstIndex { line in
                guard kept > Self.limit * 3 / 4 else { return true }
                kept -= line.bytes
                return false
            }
            unsaved.removeFirst(first ?? unsaved.count)
            unsavedBytes = kept
        }
    }

    /// Puts lines back at the front.
    mutating func restore(_ lines: [Line]) {
        unsaved = lines + unsaved
        unsavedBytes += lines.reduce(0) { $0 + $1.bytes }
    }

    mutating func takeUnsaved() -> [Line] {
        defer {
            unsaved = []
            unsavedBytes = 0
        }
        return unsaved
    }
}
