import Foundation

/// Rows on their way from the thread that reads one database to the thread that writes the other, a few batches at a time.
///
/// `@unchecked Sendable`: the condition guards all of it.
final class MoveChannel: @unchecked Sendable {
    struct Batch: Sendable {
        var table: String
        var rows: [[DatabaseValue]]
    }

    /// The other side has ended, which has its own error.
    struct Ended: Error {}

    private let condition = NSCondition()
    private var waiting: [Batch] = []
    private var sums: [String: RowDigest]?
    private var isEnded = false

    private static let mostWaiting = 4

    /// Waits until there is room. Throws when nobody takes the rows any more.
    func send(_ batch: Batch) throws {
        try condition.withLock {
            while waiting.count >= Self.mostWaiting, !isEnded { condition.wait() }
            if isEnded { throw Ended() }
            waiting.append(batch)
            condition.broadcast()
        }
    }

    /// Everything was sent, and these are the checksums of it.
    func complete(_ digests: [String: RowDigest]) {
        condition.withLock {
            sums = digests
            condition.broadcast()
        }
    }

    /// The checksums of what was sent, empty until everything was.
    var digests: [String: RowDigest] { condition.withLock { sums ?? [:] } }

    /// Something went wrong on one side: the other must not wait for it.
    func end() {
        condition.withLock {
            isEnded = true
            condition.broadcast()
        }
    }

    /// Waits for the next rows; `nil` after the last. Throws when the sender has failed.
    func next() throws -> Batch? {
        try condition.withLock {
            while waiting.isEmpty, sums == nil, !isEnded { condition.wait() }
            if isEnded { throw Ended() }
            if waiting.isEmpty { return nil }
            defer { condition.broadcast() }
            return waiting.removeFirst()
        }
    }
}
