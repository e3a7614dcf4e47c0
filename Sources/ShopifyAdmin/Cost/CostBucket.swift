/// The points that a shop's API gives an app: one bucket a shop, shared by everything in this process that talks to it.
///
/// Before a request leaves, its requested cost is reserved here; when the answer comes, Shopify's own figure replaces ours, so the
/// difference to the actual cost is back at once. Interactive requests go ahead of scheduled ones; within a priority, first come, first
/// served.
///
/// Honest limits: other processes with the same app draw from the same bucket at Shopify without our knowing. Each answer corrects
/// the figure; in between, a request may be throttled and is then sent again.
public actor CostBucket {
    public enum Priority: Int, Sendable, Hashable, Comparable, CaseIterable {
        case interactive
        case scheduled

        public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
    }

    /// Points taken out of the bucket for one request on its way.
    public struct Reservation: Sendable, Hashable {
        let id: Int
        /// Points reserved.
        public let cost: Int
    }

    private struct Waiter {
        let id: Int
        let priority: Priority
        let cost: Int
        let continuation: CheckedContinuation<Reservation, any Error>
    }

    private let time: AdminTime
    private var maximum: Double
    private var restoreRate: Double
    private var level: Double
    private var measuredAt: Duration
    private var inFlight: [Int: Int] = [:]
    private var waiters: [Waiter] = []
    private var nextID = 0
    private var wake: Task<Void, Never>?
    private var learned: [String: Int] = [:]
    /// Whether an answer of Shopify has told the bucket's figures; until then they are assumed.
    public private(set) var isKnown = false

    /// - Parameter assumed: what is taken to be true until the first answer tells; the smallest bucket that Shopify gives out.
    public init(time: AdminTime = .system, assumed: ThrottleStatus = .smallest) {
        self.time = time
        maximum = assumed.maximumAvailable
        restoreRate = assumed.restoreRate
        level = assumed.currentlyAvailable
        measuredAt = time.now()
    }

    /// Waits until the bucket holds the cost, and takes it out.
    ///
    /// A cost above the bucket's size waits for a full bucket: Shopify decides.
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    public func reserve(_ cost: Int, priority: Priority = .scheduled) async throws -> Reservation {
        try Task.checkCancellation()
        let id = nextIdentifier()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                let waiter = Waiter(id: id, priority: priority, cost: cost, continuation: continuation)
                let position = waiters.firstIndex { $0.priority > priority } ?? waiters.endIndex
                waiters.insert(waiter, at: position)
                serve()
            }
        } onCancel: {
            Task { await self.abandon(id) }
        }
    }

    /// Takes the cost out of the bucket if it is there and nobody waits for it; nil otherwise.
    func reserveAtOnce(_ cost: Int) -> Reservation? {
        guard waiters.isEmpty else { return nil }
        refill()
        guard level >= min(Double(cost), maximum) else { return nil }
        return takeOut(cost, nextIdentifier())
    }

    /// Ends a reservation with what Shopify answered.
    public func settle(_ reservation: Reservation, cost: AdminCost?) {
        guard inFlight.removeValue(forKey: reservation.id) != nil else { return }
        if let cost {
            adopt(cost.throttleStatus)
        }
        serve()
    }

    /// Ends a reservation whose request never left: the points are back.
    public func giveBack(_ reservation: Reservation) {
        guard inFlight.removeValue(forKey: reservation.id) != nil else { return }
        refill()
        level = min(maximum, level + Double(reservation.cost))
        serve()
    }

    /// Ends a reservation that Shopify refused although we thought there was enough: others draw from the bucket too.
    public func throttled(_ reservation: Reservation, status: ThrottleStatus?) {
        guard inFlight.removeValue(forKey: reservation.id) != nil else { return }
        if let status {
            adopt(status)
        } else {
            refill()
            level = min(level, 0)
        }
        serve()
    }

    /// Points in the bucket now, by our figure.
    public var available: Double {
        min(maximum, level + (time.now() - measuredAt).inSeconds * restoreRate)
    }

    /// The bucket as far as it is known.
    public var status: ThrottleStatus {
        ThrottleStatus(maximumAvailable: maximum, currentlyAvailable: max(0, available), restoreRate: restoreRate)
    }

    /// Requests that wait for points.
    public var waiting: Int { waiters.count }

    /// What Shopify charged the last time for a request that the model estimates like this; the estimate while nothing is known.
    public func expectedCost(of operation: String, estimate: Int) -> Int {
        learned["\(operation)/\(estimate)"] ?? estimate
    }

    /// Remembers what Shopify reserved, where it is not what the model says.
    public func learn(_ requested: Int, for operation: String, estimate: Int) {
        let key = "\(operation)/\(estimate)"
        guard requested != learned[key] ?? estimate else { return }
        if learned.count > 10_000 { learned.removeAll() }
        learned[key] = requested
    }

    private func refill() {
        level = available
        measuredAt = time.now()
    }

    /// Takes Shopify's figure. What other requests have reserved may or may not be in it yet: it is taken off, because a low figure
    /// costs a moment and a high one a throttled request.
    private func adopt(_ status: ThrottleStatus) {
        isKnown = true
        maximum = max(1, status.maximumAvailable)
        restoreRate = max(0.1, status.restoreRate)
        level = status.currentlyAvailable - Double(inFlight.values.reduce(0, +))
        measuredAt = time.now()
    }

    private func abandon(_ id: Int) {
        guard let position = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: position).continuation.resume(throwing: CancellationError())
        serve()
    }

    /// Lets go whom the bucket can pay for, in order, and sets the clock for the next.
    private func serve() {
        wake?.cancel()
        wake = nil
        refill()
        while let first = waiters.first {
            let needed = min(Double(first.cost), maximum)
            guard level >= needed else {
                sleep(for: .seconds((needed - level) / restoreRate))
                return
            }
            waiters.removeFirst()
            first.continuation.resume(returning: takeOut(first.cost, first.id))
        }
    }

    private func takeOut(_ cost: Int, _ id: Int) -> Reservation {
        level -= Double(cost)
        inFlight[id] = cost
        return Reservation(id: id, cost: cost)
    }

    private func nextIdentifier() -> Int {
        defer { nextID += 1 }
        return nextID
    }

    private func sleep(for delay: Duration) {
        // A hair longer than computed: rounding must not wake us a moment too early.
        let delay = delay + .milliseconds(1)
        wake = Task { [time] in
            guard (try? await time.sleep(delay)) != nil, !Task.isCancelled else { return }
            self.serve()
        }
    }
}

extension ThrottleStatus {
    /// The bucket of a shop on the smallest plan, full (Shopify, "Shopify API limits": 100 points a second; recorded size 2 000).
    public static let smallest = ThrottleStatus(maximumAvailable: 2000, currentlyAvailable: 1000, restoreRate: 100)
}
