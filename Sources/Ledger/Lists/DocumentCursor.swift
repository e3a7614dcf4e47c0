import BackOffice

/// The place of a document in a list by time: microseconds, type and number.
enum DocumentCursor {
    static func text(_ time: Int64, _ type: String, _ no: String) -> String { "\(time)|\(type)|\(no)" }

    static func parse(_ text: String) throws -> (time: Int64, type: String, no: String) {
        let parts = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let time = Int64(parts[0]) else { throw bad(text) }
        return (time, String(parts[1]), String(parts[2]))
    }

    static func bad(_ text: String) -> BackOfficeError {
        BackOfficeError(
            .invalidValue,
            record: "page",
            field: "cursor",
            sentence: "\"\(text.prefix(100))\" is no cursor of this list.",
            mend: "Start at the first page."
        )
    }
}
