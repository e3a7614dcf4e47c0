import Storage

extension Ledger {
    /// A transaction that changes the ledger and takes its lock first.
    func change<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.write { transaction in
            try Self.lock(transaction)
            return try body(transaction)
        }
    }

    /// Takes the change counter, which everybody who changes the ledger needs before the end: whoever does so before any other row
    /// may have to wait for others, but never in a circle with them. Nothing happens on SQLite, where there is one writer anyway.
    static func lock(_ transaction: Transaction) throws {
        guard transaction.dialect == .postgreSQL else { return }
        _ = try transaction.first("SELECT last FROM ledger_counter WHERE name = 'change'\(forUpdate: ())")
    }
}
