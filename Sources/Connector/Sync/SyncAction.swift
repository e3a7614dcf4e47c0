public import JobQueue

/// A sync as a person asks for it, from the command, the API or a page: which task, for which shop, where it runs.
public struct SyncAction: Sendable {
    /// Where it runs.
    public enum Mode: String, Codable, Sendable, CaseIterable {
        /// As a job queue entry: the caller goes on.
        case background
        /// The caller waits and sees progress.
        case foreground
    }

    public var task: String
    public var shop: String
    public var parameters: [String: JSONValue] = [:]
    /// Nil: as the shop card says (*Allow background syncs*).
    public var mode: Mode?
    public var isDryRun = false
    /// A new entry even when the same work waits already.
    public var isForced = false
    public var owner: String?

    public init(task: String, shop: String) {
        self.task = task
        self.shop = shop
    }

    /// The entry that does it.
    ///
    /// - Throws: `ConnectorError` `notFound` when there is no such task or shop.
    public func entry(_ tasks: TaskRegistry, _ shops: Shops) async throws -> (entry: NewEntry, mode: Mode) {
        let name = TaskName(task)?.rawValue ?? task
        guard let description = tasks.description(of: name) else {
            let names = tasks.descriptions.map(\.name).joined(separator: ", ")
            throw ConnectorError(.notFound, "There is no task “\(task)”; there are \(names).", record: task, field: "task")
        }
        let card = try await shops.show(shop)
        var entry = NewEntry(task: description.name)
        entry.shop = card.code
        entry.parameters = parameters
        entry.isDryRun = isDryRun
        entry.owner = owner
        // A person started it: what was skipped before is tried again, all of it.
        if entry.parameters["retrySkipped"] == nil, description.parameters.contains(where: { $0.key == "retrySkipped" }) {
            entry.parameters["retrySkipped"] = "all"
        }
        return (entry, mode ?? (card.settings.allowBackgroundSyncs ? .background : .foreground))
    }
}
