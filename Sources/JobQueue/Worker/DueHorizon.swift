/// From which due time on a worker looks for what is due.
///
/// PostgreSQL keeps the index entries of rows that have changed for as long as somebody's snapshot may see them, and each look from the
/// beginning walks over all of them. What was due at the last look that found nothing has been taken since; what came later was told of with
/// its time, or without one. Signals are hints, so that once a second it looks from the beginning all the same.
struct DueHorizon: Sendable {
    static let longestTrust = Duration.seconds(1)

    /// Until when everything that was due has been looked for, by the database's clock: microseconds.
    private var taken: Int64?
    /// The earliest that was told of since.
    private var told = Int64.max
    /// Something older may have become ready.
    private var isAnythingTold = true
    private var lastWhole = Duration.zero
    private var isBounded = false

    /// - Parameter due: Nil when it may be anything.
    mutating func tell(_ due: Int64?) {
        if let due { told = min(told, due) } else { isAnythingTold = true }
    }

    /// A look begins.
    /// - Returns: From which due time on; nil from the beginning.
    mutating func look(at now: Duration) -> Int64? {
        defer {
            told = .max
            isAnythingTold = false
        }
        guard let taken, isAnythingTold == false, now - lastWhole < Self.longestTrust else {
            lastWhole = now
            isBounded = false
            return nil
        }
        isBounded = true
        return min(taken, told)
    }

    /// A look has ended.
    /// - Parameter until: By when nothing was due; nil when there may be more, which is then looked for from the same place.
    mutating func looked(from: Int64?, until: Int64?) {
        if let until { taken = until } else { tell(from) }
    }

    /// When to look from the beginning; nil when that was the last look.
    var nextWhole: Duration? { isBounded ? lastWhole + Self.longestTrust : nil }
}
