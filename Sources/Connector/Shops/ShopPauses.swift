import Synchronization

/// Shops that throttled us for longer than their bucket explains: scheduled runs leave them alone for a while, so that one such shop does
/// not keep workers from all others. Known to this process only; the first run after a pause finds out anew.
final class ShopPauses: Sendable {
    private struct Pause {
        var until: Duration
        var length: Duration
    }

    /// How long a scheduled run lets one request be throttled before it gives up.
    static let patience = Duration.seconds(20)
    static let shortest = Duration.seconds(60)
    static let longest = Duration.seconds(900)

    private let pauses = Mutex<[String: Pause]>([:])

    /// How long the shop is to be left alone yet; nil when it is not.
    func left(of shop: String, now: Duration) -> Duration? {
        pauses.withLock { pauses in
            guard let pause = pauses[shop], pause.until > now else { return nil }
            return pause.until - now
        }
    }

    /// The shop has throttled a run to its end: each time in a row it is left alone for twice as long. Runs that end during a pause do not
    /// count again.
    func throttled(_ shop: String, now: Duration) -> Duration {
        pauses.withLock { pauses in
            if let pause = pauses[shop], pause.until > now { return pause.until - now }
            let length = pauses[shop].map { min($0.length * 2, Self.longest) } ?? Self.shortest
            pauses[shop] = Pause(until: now + length, length: length)
            return length
        }
    }

    /// A run came through.
    func worked(_ shop: String) { pauses.withLock { $0[shop] = nil } }
}
