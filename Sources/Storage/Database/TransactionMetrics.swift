import Metrics

/// The one place where the time of transactions is measured: from the call to the answer, so with all waiting.
struct TransactionMetrics: Sendable {
    private let seconds: Timer
    private let failures: Counter

    /// - Parameter kind: `read` or `write`.
    init(kind: String, dialect: Dialect) {
        let dimensions = [("kind", kind), ("dialect", dialect.rawValue)]
        seconds = Timer(label: "storage_transaction_seconds", dimensions: dimensions)
        failures = Counter(label: "storage_transaction_failures_total", dimensions: dimensions)
    }

    func measure<T>(_ body: () async throws -> T) async throws -> T {
        let start = ContinuousClock.now
        do {
            let value = try await body()
            record(since: start)
            return value
        } catch {
            record(since: start)
            failures.increment()
            throw error
        }
    }

    private func record(since start: ContinuousClock.Instant) {
        seconds.recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
    }
}
