import Foundation

/// A task whose `Parameters` type is forgotten: it speaks JSON text with the queue.
struct RegisteredTask: Sendable {
    let description: TaskDescription
    let page: RequestPage
    private let footprintOf: @Sendable (String, String?) async throws -> [String]
    private let perform: @Sendable (String, JobContext) async throws -> JobResult

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
        footprintOf = { text, shop in try await task.footprint(try decode(text), shop: shop) }
        perform = { text, context in try await task.run(try decode(text), context) }
    }

    /// What the entry must hold while it runs, sorted and without doubles: its category's lock and the task's footprint.
    func locks(parameters: String, shop: String?, category: String?) async throws -> [String] {
        var locks = Set(try await footprintOf(parameters, shop))
        if let category { locks.insert(Category.lock(category)) }
        return locks.sorted()
    }

    func run(parameters: String, context: JobContext) async throws -> JobResult {
        try await perform(parameters, context)
    }
}
