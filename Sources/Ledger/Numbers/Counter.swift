import Storage

/// A count that grows in commit order: its row stays locked until the transaction ends, so nobody sees a higher count before
/// every lower one is committed. Readers may therefore keep the highest count they saw as a cursor.
enum Counter: String {
    case change
    case entry

    /// Reserves `count` numbers and answers the first.
    func take(_ count: Int, in transaction: Transaction) throws -> Int64 {
        let last = try transaction.value(
            Int64.self,
            "UPDATE ledger_counter SET last = last + \(count) WHERE name = \(rawValue) RETURNING last"
        )
        guard let last else { preconditionFailure("counter \(rawValue) is not in the database") }
        return last - Int64(count) + 1
    }
}
