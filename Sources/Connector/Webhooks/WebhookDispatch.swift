import Foundation
public import JobQueue
import Logging
import Storage

/// Turns deliveries into job queue entries: what comes within a second becomes one entry a task, and what an entry that waits will see anyway
/// becomes none. Several nodes may run one each.
///
/// A delivery is looked at only when no run of its shop is writing what it tells of: so our own writes are known by then, and a run that has
/// passed the change already cannot swallow it.
public struct WebhookDispatch: Sendable {
    let connector: Connector
    let queue: JobQueue
    /// Seconds in which deliveries gather.
    var window: TimeInterval = 1
    /// Seconds after which a delivery no longer waits for a run to end.
    var patience: TimeInterval = 60
    /// Seconds between looks without a signal.
    var interval: Double = 15

    private static let batch = 500
    private static let retention: TimeInterval = 7 * 86_400

    public init(connector: Connector, queue: JobQueue) {
        self.connector = connector
        self.queue = queue
    }

    /// Works until the task is cancelled. A shop that fails does not hold up the others.
    public func run() async {
        let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let signals = connector.database.notifications(on: Webhooks.channel)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { waker.yield() } }
            group.addTask { [interval] in
                while !Task.isCancelled {
                    waker.yield()
                    try? await Task.sleep(for: .seconds(interval * Double.random(in: 0.9...1.1)))
                }
                waker.finish()
            }
            var upkeep = ContinuousClock.now
            for await _ in wakes {
                while !Task.isCancelled {
                    let next = await round()
                    if ContinuousClock.now >= upkeep {
                        await maintain()
                        upkeep = .now + .seconds(60)
                    }
                    guard let next else { break }
                    try? await Task.sleep(for: .seconds(max(0.05, next)))
                }
            }
            group.cancelAll()
        }
    }

    /// One look at everything that waits.
    /// - Returns: Seconds until the next look; nil when nothing waits.
    func round() async -> Double? {
        do {
            let (waiting, now) = try await connector.database.read { (try WebhookStore(tx: $0).waiting(), try $0.now()) }
            var next: Double?
            for (shop, since) in waiting {
                let left = window - now.timeIntervalSince(since)
                if left > 0 {
                    next = min(next ?? left, left)
                    continue
                }
                do {
                    if try await decide(shop, now: now) { next = min(next ?? window, window) }
                } catch {
                    connector.logger.error("Deliveries could not be seen to", metadata: ["shop": "\(shop)", "error": "\(error)"])
                    next = next ?? interval
                }
            }
            return next
        } catch {
            connector.logger.error("Deliveries could not be read", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// - Returns: Whether something still waits.
    private func decide(_ code: String, now: Date) async throws -> Bool {
        let running = try await queue.entries(EntryFilter(statuses: [.inProcess], shop: code))
        let held = Set(running.flatMap(\.locks))
        let (pending, knowledge) = try await connector.database.read { tx in
            let pending = try WebhookStore(tx: tx).pending(code, limit: Self.batch)
            return (pending, try Self.knowledge(code, pending, held: held, tx))
        }
        // Those that still gather were told of before this look: no signal will come for them.
        let ripe = pending.filter { $0.receivedAt <= now.addingTimeInterval(-window) }
        var groups: [WebhookJudgement: [String]] = [:]
        var hasWaiting = ripe.count < pending.count || pending.count == Self.batch
        for delivery in ripe {
            var knowledge = knowledge
            knowledge.isImpatient = now.timeIntervalSince(delivery.receivedAt) > patience
            groups[WebhookJudgement.of(delivery, knowledge), default: []].append(delivery.id)
        }
        for (judgement, ids) in groups {
            switch judgement {
            case .wait: hasWaiting = true
            case .known(let note): try await settle(code, ids, .known, note)
            case .unwanted(let note): try await settle(code, ids, .unwanted, note)
            case .disable(let reason): try await disable(code, ids, reason)
            case .privacy: if try await !queueWork(PrivacyRequestsTask.name, code, ids) { hasWaiting = true }
            case .work(let task): if try await !queueWork(task.rawValue, code, ids) { hasWaiting = true }
            }
        }
        return hasWaiting
    }

    private static func knowledge(_ code: String, _ pending: [WebhookStore.Pending], held: Set<String>, _ tx: Transaction) throws
        -> WebhookJudgement.Knowledge
    {
        let records = Array(Set(pending.compactMap(\.record)))
        return WebhookJudgement.Knowledge(
            shop: try ShopStore(tx: tx).existing(code),
            held: held,
            orders: try OrderStore(tx: tx, shop: code).known(records),
            ownWrites: try OwnWrites(tx: tx, shop: code).spans(records),
            fingerprints: try WebhookStore(tx: tx).fingerprints(code, records),
            sendsStock: try MappingStore(tx: tx, shop: code).locations().contains { $0.calculation != .off && !$0.to.isEmpty }
        )
    }

    private func settle(_ code: String, _ ids: [String], _ state: ReceivedWebhook.State, _ note: String) async throws {
        _ = try await connector.database.write { try WebhookStore(tx: $0).settle(code, ids, state, note: note) }
    }

    /// The entry and its deliveries in one transaction. An entry of the same work that waits already will see them; one that runs may have
    /// passed them: then they wait for its end.
    private func queueWork(_ task: String, _ code: String, _ ids: [String]) async throws -> Bool {
        var new = NewEntry(task: task, shop: code)
        new.owner = "webhook"
        let prepared = try await queue.prepare(new)
        return try await connector.database.write { [queue] tx in
            let entry = try queue.enqueue(prepared, in: tx)
            guard entry.status != .inProcess else { return false }
            try WebhookStore(tx: tx).settle(code, ids, .queued, entry: entry.id)
            return true
        }
    }

    private func disable(_ code: String, _ ids: [String], _ reason: String) async throws {
        try await connector.database.write { tx in
            let store = ShopStore(tx: tx)
            var shop = try store.existing(code)
            shop.enabled = false
            shop.disabledReason = reason
            shop.updatedAt = try tx.now()
            try store.update(shop)
            try WebhookStore(tx: tx).settle(code, ids, .done, note: "The shop was disabled: \(reason).")
        }
        connector.logger.warning("A shop was disabled", metadata: ["shop": "\(code)", "reason": "\(reason)"])
        await connector.shops.clients.forget(code)
    }

    /// Once a day, and when the public address changed: each shop's subscriptions are looked after by an entry of its own.
    func maintain() async {
        do {
            let hooks = connector.webhooks
            let due = try await connector.database.write { tx in
                try WebhookStore(tx: tx).forget(before: try tx.now().addingTimeInterval(-Self.retention))
                return hooks.publicURL == nil ? [] : try ShopStore(tx: tx).unmaintained { hooks.address(of: $0) }
            }
            for code in due {
                var new = NewEntry(task: MaintainShopTask.name, shop: code)
                new.owner = "maintenance"
                let prepared = try await queue.prepare(new)
                try await connector.database.write { [queue] tx in
                    try queue.enqueue(prepared, in: tx)
                    try ShopStore(tx: tx).maintained(code)
                }
            }
        } catch {
            connector.logger.error("Maintenance could not be queued", metadata: ["error": "\(error)"])
        }
    }
}
