import Foundation
import ShopifyAdmin
import Synchronization

/// Sees each request of one run: counts it into the run, and collects it for the activity log as the shop card says.
final class RequestScope: AdminRequestObserver {
    struct Totals: Sendable, Equatable {
        var requests = 0
        /// Requested points.
        var points = 0
    }

    private struct State {
        var totals = Totals()
        var entries: [ActivityEntry] = []
    }

    private let shop: String
    private let level: ActivityLogLevel
    private let run: String?
    private let count: @Sendable (Totals) -> Void
    private let onWait: @Sendable (Bool) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - onWait: told when a request begins to wait, and when it has waited.
    ///   - count: told what each attempt adds.
    init(
        shop: String,
        level: ActivityLogLevel,
        run: String?,
        onWait: @escaping @Sendable (Bool) -> Void = { _ in },
        count: @escaping @Sendable (Totals) -> Void = { _ in }
    ) {
        self.shop = shop
        self.level = level
        self.run = run
        self.onWait = onWait
        self.count = count
    }

    func waits(_ isWaiting: Bool) { onWait(isWaiting) }

    var totals: Totals { state.withLock { $0.totals } }

    func observe(_ attempt: AdminRequestAttempt) {
        let added = Totals(requests: 1, points: attempt.requestedCost)
        let error = attempt.error.map { "\($0.code): \($0.message)" }
        let keeps = level == .all || (level == .errorOnly && error != nil)
        let entry = ActivityEntry(
            id: RecordID.next(),
            at: Date(),
            shop: shop,
            run: run,
            operation: attempt.operation,
            attempt: attempt.attempt,
            status: attempt.status,
            requested: attempt.requestedCost,
            actual: attempt.actualCost,
            seconds: attempt.seconds,
            requestId: attempt.requestID,
            error: error
        )
        state.withLock { state in
            state.totals.requests += added.requests
            state.totals.points += added.points
            // Bounded: a log must not take the memory of the work that it describes.
            if keeps, state.entries.count < 10_000 { state.entries.append(entry) }
        }
        count(added)
    }

    /// The entries so far; they are handed out once.
    func take() -> [ActivityEntry] {
        state.withLock { state in
            defer { state.entries = [] }
            return state.entries
        }
    }
}
