import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Brings a shop's webhook subscriptions to what is wanted: missing ones are made, those of an earlier address or with another format are
/// changed, doubles end. Subscriptions of other addresses are somebody else's and stay.
struct WebhookUpkeep {
    let client: AdminClient
    let sink: any RunSink

    struct Outcome: Sendable {
        var subscribed = 0
        var problems: [String] = []
    }

    /// - Parameters:
    ///   - address: where the shop's news go.
    ///   - path: how an address of ours ends, whatever its host.
    func run(address: String, path: String) async throws -> Outcome {
        var found: [Admin.WebhookSubscription] = []
        for try await page in client.pages(Admin.WebhookSubscriptions()) { found += page.nodes }
        sink.count(.read, by: found.count)
        let ours = Dictionary(grouping: found.filter { $0.uri.hasSuffix(path) }, by: \.topic)
        var outcome = Outcome()
        for topic in WebhookTopic.subscribed {
            try sink.checkCancellation()
            do {
                try await look(topic, ours[topic] ?? [], address)
                outcome.subscribed += 1
            } catch let error as AdminError where error.concernsRecord {
                sink.count(.failed, by: 1)
                outcome.problems.append("\(topic.rawValue): \(error)")
            }
        }
        return outcome
    }

    private func look(_ topic: Admin.WebhookSubscriptionTopic, _ known: [Admin.WebhookSubscription], _ address: String) async throws {
        let kept = known.first { $0.isWhole && $0.uri == address } ?? known.first
        for double in known where double.id != kept?.id {
            _ = try await client.execute(Admin.WebhookUnsubscribe(id: double.id))
            sink.count(.updated, by: 1)
        }
        let wanted = Admin.WebhookSubscriptionInput(format: .json, uri: address)
        guard let kept else {
            _ = try await client.execute(Admin.WebhookSubscribe(topic: topic, subscription: wanted))
            sink.count(.created, by: 1)
            return
        }
        if kept.isWhole, kept.uri == address {
            sink.count(.unchanged, by: 1)
            return
        }
        if kept.isWhole {
            _ = try await client.execute(Admin.WebhookResubscribe(id: kept.id, subscription: wanted))
        } else {
            // A filter or a choice of fields cannot be taken off by leaving it out.
            _ = try await client.execute(Admin.WebhookUnsubscribe(id: kept.id))
            _ = try await client.execute(Admin.WebhookSubscribe(topic: topic, subscription: wanted))
        }
        sink.count(.updated, by: 1)
    }
}

extension Admin.WebhookSubscription {
    /// Whether it sends everything, as JSON.
    var isWhole: Bool { format == .json && (filter ?? "").isEmpty && includeFields.isEmpty }
}
