import BackOffice
import Foundation
public import JobQueue
import Logging

/// *Sync all*: the tasks that the shop card asks for, in an order in which each finds what it needs, as one run.
///
/// A task that fails does not hinder those after it; the run then ends with all errors together. Locks are those of all tasks, for as long
/// as the run takes.
public struct SyncAllTask: JobTask {
    let connector: Connector

    public var description: TaskDescription {
        TaskDescription(.syncAll, "Sync all")
    }

    public func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        var locks: Set<String> = []
        for task in Self.tasks(for: try await connector.shops.show(shop), connector) {
            locks.formUnion(try await Self.footprint(task, shop: shop))
        }
        return locks.sorted()
    }

    public func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        guard let code = context.shop else { throw ConnectorError(.invalidValue, "The task needs a shop.", field: "shop") }
        let tasks = Self.tasks(for: try await connector.shops.show(code), connector)
        guard !tasks.isEmpty else { return .done("The shop card asks for no sync.") }
        var words: [String] = []
        var failures: [(task: String, error: any Error)] = []
        for task in tasks {
            try context.checkCancellation()
            let name = task.description.name
            let before = context.counts
            do {
                let result = try await Self.run(task, context)
                words.append("\(name) \(Self.words(result, before, context.counts))")
            } catch {
                // Cancelled, or the lease is gone: this is not for us to judge.
                try context.checkCancellation()
                if error is CancellationError { throw error }
                context.logger.error("A task failed; the others go on", metadata: ["part": "\(name)", "error": "\(error)"])
                failures.append((name, error))
                words.append("\(name) failed")
            }
        }
        guard failures.isEmpty else { throw Self.error(failures, of: tasks.count) }
        let counts = context.counts
        let changed = counts.created + counts.updated + counts.failed
        return changed == 0 && !context.isDryRun ? .nothingChanged : .done(words.joined(separator: "; "))
    }

    /// Customers and products before the orders that name them, orders before shipments, and stock when all sales are known.
    static func tasks(for shop: Shop, _ connector: Connector) -> [any JobTask] {
        let settings = shop.settings
        let sends = settings.allowDataSync
        var tasks: [any JobTask] = []
        if settings.customerImport == .all || (settings.canUpdateShopCustomers && sends) {
            tasks.append(SyncCustomersTask(connector: connector))
        }
        if settings.itemSync == .fromShopify || (settings.itemSync == .toShopify && sends) {
            tasks.append(SyncProductsTask(connector: connector))
        }
        if settings.imageSync == .fromShopify || (settings.imageSync == .toShopify && sends) {
            tasks.append(SyncImagesTask(connector: connector))
        }
        tasks.append(SyncOrdersTask(connector: connector))
        if !settings.autoCreateSalesDocuments { tasks.append(ProcessOrdersTask(connector: connector)) }
        if sends {
            tasks.append(SyncShipmentsTask(connector: connector))
            tasks.append(SyncInventoryTask(connector: connector))
        }
        tasks.append(SyncPayoutsTask(connector: connector))
        return tasks
    }

    private static func footprint<T: JobTask>(_ task: T, shop: String) async throws -> [String] {
        try await task.footprint(try noParameters(T.self), shop: shop)
    }

    private static func run<T: JobTask>(_ task: T, _ context: JobContext) async throws -> JobResult {
        try await task.run(try noParameters(T.self), context)
    }

    /// A request page on which nothing was entered.
    private static func noParameters<T: JobTask>(_: T.Type) throws -> T.Parameters {
        try JSONDecoder().decode(T.Parameters.self, from: Data("{}".utf8))
    }

    private static func words(_ result: JobResult, _ before: Counts, _ after: Counts) -> String {
        if case .done(let message?) = result { return message }
        let parts = [
            (after.created - before.created, "created"), (after.updated - before.updated, "updated"),
            (after.failed - before.failed, "failed"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return words.isEmpty ? "nothing new" : words.joined(separator: ", ")
    }

    /// All errors as one. Another try is pointless only when it is for each of them.
    private static func error(_ failures: [(task: String, error: any Error)], of count: Int) -> any Error {
        let sentences = failures.map { "\($0.task): \(Failure($0.error).reason)" }
        let error = ConnectorError(
            .partsFailed,
            "\(failures.count) of \(count) tasks failed. \(sentences.joined(separator: " · "))",
            record: failures.map(\.task).joined(separator: ", "),
            cause: failures[0].error
        )
        let isFinal = failures.allSatisfy { $0.error is PermanentFailure }
        return isFinal ? PermanentFailure(error) : error
    }
}
