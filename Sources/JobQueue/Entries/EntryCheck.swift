import Foundation

/// The rules for an entry's fields, the same when it is created and when it is changed.
enum EntryCheck {
    static func prepare(_ new: NewEntry, tasks: TaskRegistry, trace: String?) async throws -> PreparedEntry {
        let task = try tasks.task(new.task)
        let description = task.description
        let shop = new.shop.flatMap { $0.isEmpty ? nil : $0 }
        if description.needsShop, shop == nil {
            throw JobQueueError.invalid("shop", "The task \(description.name) works for one shop: name it.")
        }
        let parameters = try task.page.validated(new.parameters)
        let category = try new.category.map { try Category.normalized($0) }
        var row = EntryRow(
            id: "",
            task: description.name,
            number: description.number,
            description: new.description ?? ([description.title] + [shop].compactMap(\.self)).joined(separator: " · "),
            due: 0,
            created: 0
        )
        row.shop = shop
        row.category = category
        row.priority = new.priority
        row.earliestStart = new.earliestStart.map(Instants.microseconds)
        row.expiration = new.expiration.map(Instants.microseconds)
        row.recurrence = try new.recurrence.map { try JSONText.of($0) }
        row.maximumAttempts = new.maximumAttempts
        row.rerunDelay = new.rerunDelay
        row.timeout = new.timeout
        row.onFailure = new.onFailure
        row.inactivityTimeout = new.inactivityTimeout
        row.notify = try new.notify.map { try JSONText.of($0) }
        row.owner = new.owner
        row.language = new.language
        row.parameters = JSONValue.object(parameters).text
        row.isDryRun = new.isDryRun
        row.trace = trace
        try limits(row)
        row.locks = try await locks(row, task)
        row.duplicateKey = duplicateKey(row)
        return PreparedEntry(row: row, parameters: parameters, holds: new.hold, recurrence: new.recurrence)
    }

    static func locks(_ row: EntryRow, _ task: RegisteredTask) async throws -> String {
        let locks = try await task.locks(parameters: row.parameters, shop: row.shop, category: row.category)
        return locks.joined(separator: "\n")
    }

    static func limits(_ row: EntryRow) throws {
        if let expiration = row.expiration, expiration <= row.earliestStart ?? .min {
            throw JobQueueError.invalid("expiration", "The expiration must be later than the earliest start.", record: row.id)
        }
        guard (1...100).contains(row.maximumAttempts) else {
            throw JobQueueError.invalid("maximumAttempts", "The maximum number of attempts is 1 to 100.", record: row.id)
        }
        guard (0...86_400).contains(row.rerunDelay) else {
            throw JobQueueError.invalid("rerunDelay", "The rerun delay is 0 to 86400 seconds.", record: row.id)
        }
        guard (1...604_800).contains(row.timeout) else {
            throw JobQueueError.invalid("timeout", "The timeout is 1 to 604800 seconds.", record: row.id)
        }
        if let minutes = row.inactivityTimeout {
            guard (1...525_600).contains(minutes) else {
                throw JobQueueError.invalid("inactivityTimeout", "The inactivity timeout is 1 to 525600 minutes.", record: row.id)
            }
            guard row.isRecurring else {
                throw JobQueueError.invalid("inactivityTimeout", "Only a recurring entry can have an inactivity timeout.", record: row.id)
            }
        }
        if let text = row.notify { try recipients(JSONText.decode(Notify.self, from: text), record: row.id) }
        guard row.description.count <= 250 else {
            throw JobQueueError.invalid("description", "The description is longer than 250 characters.", record: row.id)
        }
    }

    private static func recipients(_ notify: Notify, record: String) throws {
        for (field, recipients) in [("notify.onFailure", notify.onFailure), ("notify.onSuccess", notify.onSuccess)] {
            guard recipients.count <= 20 else {
                throw JobQueueError.invalid(field, "At most 20 can be told.", record: record)
            }
            for recipient in recipients where Notify.isRecipient(recipient) == false {
                throw JobQueueError.invalid(
                    field,
                    "“\(recipient.prefix(100))” cannot be told: name a user, or an address such as https://example.com/hook.",
                    record: record
                )
            }
        }
    }

    /// Equal for entries that do the same work; nil for recurring ones. 128 bits, so that different work does not meet by chance.
    static func duplicateKey(_ row: EntryRow) -> String? {
        guard row.isRecurring == false else { return nil }
        let texts = [row.shop ?? "", row.parameters, row.isDryRun ? "dry" : ""]
        let first = StableHash.of(row.task, texts[0], texts[1], texts[2])
        let second = StableHash.of(texts[2], texts[1], texts[0], row.task)
        return "\(row.task) \(String(first, radix: 36))-\(String(second, radix: 36))"
    }
}
