import Storage

extension JobQueue {
    /// A user's notices, newest first.
    /// - Parameter last: the id of the last one of the page before.
    public func notices(for recipient: String, includesSeen: Bool = false, limit: Int = 100, after last: String? = nil) async throws
        -> [Notice]
    {
        try await database.read { tx in
            try NoticeStore.list(recipient: recipient, includesSeen: includesSeen, limit: limit, after: last, in: tx)
        }
    }

    /// Marks a notice as seen.
    /// - Parameter recipient: Whose it must be; nil for anybody's.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func seeNotice(_ id: String, of recipient: String? = nil) async throws {
        let isThere = try await database.write { tx in
            try NoticeStore.see(id, of: recipient, now: Instants.microseconds(try tx.now()), in: tx)
        }
        if isThere == false { throw JobQueueError(.notFound, "There is no notice \(id).", record: id) }
    }

    /// Outgoing webhooks and what became of them, newest first.
    public func webhooks(_ filter: WebhookFilter = WebhookFilter()) async throws -> [Webhook] {
        try await database.read { tx in try WebhookStore.list(filter, in: tx) }
    }

    /// Tries a webhook that was given up again, at once and with all its attempts.
    /// - Throws: ``JobQueueError`` `notFound`; `conflict` when it was not given up.
    @discardableResult
    public func retryWebhook(_ id: String) async throws -> Webhook {
        try await database.write { tx in
            let isRestarted = try WebhookStore.restart(id, now: Instants.microseconds(try tx.now()), in: tx)
            guard let webhook = try WebhookStore.find(id, in: tx) else {
                throw JobQueueError(.notFound, "There is no outgoing webhook \(id).", record: id)
            }
            guard isRestarted else {
                throw JobQueueError(.conflict, "The webhook is \(webhook.status.rawValue): there is nothing to try again.", record: id)
            }
            return webhook
        }
    }
}
