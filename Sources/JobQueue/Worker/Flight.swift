/// The turns whose transactions are under way.
///
/// While one is at the database, a second begins when it has much to save: a busy worker keeps the database busy, instead of taking turns
/// with it. What would be little waits, and is more when the first has come back. Only one of them claims: each claim locks the node's row,
/// and what is due next is known of the last one to look.
struct Flight: Sendable {
    private(set) var turns = 0
    private(set) var isClaiming = false
    /// Turns that failed, since the last that did not.
    private(set) var failures = 0
    /// The database stayed away during a shutdown: others take the entries back.
    var isOver = false

    static let most = 2

    /// Whether another turn may begin, if it has much to do.
    var isOpen: Bool { turns < Self.most && failures == 0 }

    mutating func begin(_ turn: Turn) {
        turns += 1
        if turn.wanted > 0 { isClaiming = true }
    }

    mutating func end(_ turn: Turn) {
        turns -= 1
        if turn.wanted > 0 { isClaiming = false }
    }

    mutating func succeeded() { failures = 0 }

    /// - Returns: How often in a row.
    mutating func failed() -> Int {
        failures += 1
        return failures
    }
}
