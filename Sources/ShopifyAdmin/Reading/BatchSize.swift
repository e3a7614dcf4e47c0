import Synchronization

/// How many records are asked for in one request: halved when that was too much for Shopify, grown slowly when it was not.
public struct BatchSize: Sendable, Hashable {
    /// Shopify's limit for a list in the input.
    public static let limit = 250

    public private(set) var current: Int
    private let largest: Int
    private var successes = 0
    private var failedAt: Int?
    private var sinceFailure = 0

    /// - Parameter start: with 125, a page of 250 ids takes two requests.
    public init(start: Int = 125, largest: Int = BatchSize.limit) {
        self.largest = min(max(1, largest), Self.limit)
        current = min(max(1, start), self.largest)
    }

    /// Whether a smaller batch is left to try.
    public var canShrink: Bool { current > 1 }

    /// A batch of that many records was too much.
    public mutating func shrink(from size: Int) {
        failedAt = min(failedAt ?? .max, size)
        current = max(1, min(current, size / 2))
        successes = 0
        sinceFailure = 0
    }

    /// A batch of that many records went through. After two full ones in a row the size grows by a quarter; it stays below the size
    /// that failed last until twenty have gone through.
    public mutating func succeeded(_ size: Int) {
        sinceFailure += 1
        if sinceFailure >= 20 { failedAt = nil }
        guard size >= current else { return }
        successes += 1
        guard successes >= 2 else { return }
        successes = 0
        let ceiling = min(largest, failedAt.map { max(1, $0 - 1) } ?? largest)
        current = max(current, min(ceiling, current + max(1, current / 4)))
    }

    /// Cuts a number of records into equal batches, none larger than the current size.
    public func nextBatch(of remaining: Int) -> Int {
        guard remaining > current else { return remaining }
        let batches = (remaining + current - 1) / current
        return (remaining + batches - 1) / batches
    }
}

/// The batch sizes that a shop has borne, by operation.
final class BatchSizes: Sendable {
    private let sizes = Mutex<[String: BatchSize]>([:])

    /// - Parameter isLight: whether a record is so small that as many as may be are asked for from the start.
    func size(for operation: String, isLight: Bool = false) -> BatchSize {
        sizes.withLock { sizes in
            if let known = sizes[operation] { return known }
            let size = BatchSize(start: isLight ? BatchSize.limit : 125)
            sizes[operation] = size
            return size
        }
    }

    func succeeded(_ count: Int, _ operation: String) {
        sizes.withLock { $0[operation, default: BatchSize()].succeeded(count) }
    }

    func failed(_ count: Int, _ operation: String) {
        sizes.withLock { $0[operation, default: BatchSize()].shrink(from: count) }
    }
}
