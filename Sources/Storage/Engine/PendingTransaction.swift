/// A transaction's body, and the caller who waits for it.
struct PendingTransaction: Sendable {
    /// Runs the body, perhaps a second time after a rollback; what it returns tells the caller, and is called after the commit.
    let run: @Sendable (Transaction) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void

    init(run: @escaping @Sendable (Transaction) throws -> @Sendable () -> Void, fail: @escaping @Sendable (any Error) -> Void) {
        self.run = run
        self.fail = fail
    }

    init<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T, _ continuation: CheckedContinuation<T, any Error>) {
        run = { transaction in
            let value = try body(transaction)
            return { continuation.resume(returning: value) }
        }
        fail = { continuation.resume(throwing: $0) }
    }
}
