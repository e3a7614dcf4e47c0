import Foundation
import Logging
import Storage

extension WorkerCore {
    /// Delivers outgoing webhooks as they come due. Until the task is cancelled. Apart from the upkeep: a receiver that takes its 30 s must
    /// not keep entries of dead nodes waiting.
    func webhooks() async {
        guard settings.webhooks != nil else { return }
        while Task.isCancelled == false {
            do {
                // More may be due than one round takes.
                while try await deliverWebhooks(), Task.isCancelled == false {}
            } catch {
                logger.info("Webhooks could not be delivered; trying again.", metadata: ["error": "\(error)"])
            }
            do { try await clock.sleep(settings.upkeep) } catch { return }
        }
    }

    /// Delivers a few webhooks, side by side.
    /// - Returns: Whether there was something to deliver.
    @discardableResult
    func deliverWebhooks() async throws -> Bool {
        guard let webhooks = settings.webhooks else { return false }
        let isDue = try await queue.database.read { tx in try WebhookStore.isDue(now: Instants.microseconds(try tx.now()), in: tx) }
        guard isDue else { return false }
        let (deliveries, now) = try await queue.database.write { tx in
            let now = try tx.now()
            return (try WebhookStore.take(8, now: Instants.microseconds(now), in: tx), now)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delivery in deliveries { group.addTask { try await self.deliver(delivery, webhooks, now: now) } }
            try await group.waitForAll()
        }
        return deliveries.isEmpty == false
    }

    /// - Throws: When the outcome cannot be saved: it is tried again later, as if nothing had come of it.
    private func deliver(_ delivery: WebhookDelivery, _ webhooks: WebhookSettings, now: Date) async throws {
        do {
            try await webhooks.sender.send(delivery, signature: delivery.signature(key: webhooks.key, at: now))
        } catch {
            // A worker that ends in the middle leaves the delivery to the next.
            if Task.isCancelled { throw error }
            let text = String("\(error)".prefix(500))
            let isGivenUp = try await queue.database.write { tx in
                try WebhookStore.failed(delivery, text, now: Instants.microseconds(try tx.now()), in: tx)
            }
            logger.info(
                isGivenUp ? "A webhook was given up." : "A webhook was not taken; it is tried again.",
                metadata: ["webhook.id": "\(delivery.id)", "attempt": "\(delivery.attempt)", "error": "\(text)"]
            )
            return
        }
        try await queue.database.write { tx in try WebhookStore.delivered(delivery, in: tx) }
    }
}
