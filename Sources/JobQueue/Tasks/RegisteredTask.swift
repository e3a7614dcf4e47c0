import Foundation

/// A task whose `Parameters` type is forgotten: it speaks JSON text with the queue.
struct RegisteredTask: Sendable {
    let description: TaskDescription
    let page: RequestPage
    private let footprint: @Sendable (String, String?) async throws -> [String]
    private let perform: @Sendable (EntryRow, JobContext) async throws -> JobResult

    init<Task: JobTask>(_ task: Task) {
        let decode: @Sendable (String) throws -> Task.Parameters = { text in
            if let none = NoParameters() as? Task.Parameters { return none }
            do {
                return try JSONText.decode(Task.Parameters.self, from: text)
            } catch {
                throw JobQueueError.invalid("parameters", "The parameters do not fit \(task.description.name): \(error)", cause: error)
            }
        }
        description = task.description
        page = RequestPage(fields: task.description.parameters)
        footprint = { text, shop in Task.hasFootprint ? try await task.footprint(try decode(text), shop: shop) : [] }
        perform = { row, context in
            let parameters: Task.Parameters
            do {
                parameters = try decode(row.parameters)
            } catch {
                throw PermanentFailure(error)
            }
            // A shop's settings may have changed since the entry was saved.
            let footprint = Task.hasFootprint ? try await task.footprint(parameters, shop: row.shop) : []
            let needed = Self.names(footprint, row.category)
            if needed != row.lockNames { throw OtherLocksNeeded(locks: needed.joined(separator: "\n")) }
            return try await task.run(parameters, context)
        }
    }

    /// What the entry must hold while it runs, sorted and without doubles: its category's lock and the task's footprint.
    func locks(parameters: String, shop: String?, category: String?) async throws -> [String] {
        Self.names(try await footprint(parameters, shop), category)
    }

    /// - Throws: ``OtherLocksNeeded``; what the task throws.
    func run(_ row: EntryRow, _ context: JobContext) async throws -> JobResult {
        try await perform(row, context)
    }

    /// Names stand one a line in the table.
    private static func names(_ footprint: [String], _ category: String?) -> [String] {
        if footprint.isEmpty, category == nil { return [] }
        var names = Set(footprint.map { $0.replacing("\n", with: " ") })
        if let category { names.insert(Category.lock(category)) }
        return names.sorted()
    }
}
