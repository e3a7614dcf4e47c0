public import JobQueue

extension TestQueue {
    /// The entries that wait to run or run: of a task, of a shop, with parameters. Oldest first.
    /// - Parameter parameters: Those that must be equal; an entry may have others besides.
    public func enqueued(_ task: String? = nil, shop: String? = nil, parameters: [String: JSONValue] = [:]) async throws -> [Entry] {
        let filter = EntryFilter(statuses: [.ready, .waiting, .inProcess, .onHoldWithInactivityTimeout], shop: shop, task: task)
        return try await queue.entries(filter)
            .filter { entry in parameters.allSatisfy { entry.parameters[$0.key] == $0.value } }
            .sorted { $0.id < $1.id }
    }

    /// Expects exactly one such entry.
    /// - Throws: ``TestQueueFailure`` that says what was enqueued instead.
    @discardableResult
    public func requireEnqueued(_ task: String, shop: String? = nil, parameters: [String: JSONValue] = [:]) async throws -> Entry {
        let found = try await enqueued(task, shop: shop, parameters: parameters)
        guard found.count == 1 else {
            throw TestQueueFailure(try await message("one entry", task, shop, parameters, found: found.count))
        }
        return found[0]
    }

    /// Expects no such entry.
    /// - Throws: ``TestQueueFailure``
    public func refuseEnqueued(_ task: String, shop: String? = nil, parameters: [String: JSONValue] = [:]) async throws {
        let found = try await enqueued(task, shop: shop, parameters: parameters)
        guard found.isEmpty else {
            throw TestQueueFailure(try await message("no entry", task, shop, parameters, found: found.count))
        }
    }

    private func message(
        _ wanted: String,
        _ task: String,
        _ shop: String?,
        _ parameters: [String: JSONValue],
        found: Int
    ) async throws -> String {
        let conditions =
            [shop.map { "shop \($0)" }, parameters.isEmpty ? nil : "\(parameters)"].compactMap(\.self).map { " with \($0)" }.joined()
        let all = try await enqueued().map { "\($0.task)\($0.shop.map { " · \($0)" } ?? "") \($0.parameters)" }
        let there = all.isEmpty ? "Nothing is enqueued." : "Enqueued: \(all.joined(separator: "; "))."
        return "Expected \(wanted) of \(task)\(conditions), found \(found). \(there)"
    }
}

/// The queue does not hold what a test expects.
public struct TestQueueFailure: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
