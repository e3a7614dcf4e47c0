import JobQueue
import Storage

/// A task that writes numbered steps, each exactly once however often its worker dies: it goes on from its checkpoint.
struct StepsTask: JobTask {
    struct Parameters: Codable, Sendable {
        var number: Int
        var steps: Int
        /// Milliseconds before each step.
        var pause: Int
        /// So many attempts fail half-way.
        var failures: Int
        var locks: [String]
    }

    static let name = "chaos-steps"

    var description: TaskDescription {
        TaskDescription(
            name: Self.name,
            number: 90_001,
            title: "Write steps",
            parameters: [
                ParameterDescription("number", .integer, isRequired: true, help: "Makes the entry different from others."),
                ParameterDescription("steps", .integer, isRequired: true, help: "How many steps to write."),
                ParameterDescription("pause", .integer, isRequired: true, help: "Milliseconds before each step."),
                ParameterDescription("failures", .integer, default: 0, help: "How many attempts fail half-way."),
                ParameterDescription("locks", .list, help: "What the entry holds while it runs."),
            ]
        )
    }

    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] { parameters.locks }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let first = context.checkpoint().flatMap { Int($0) } ?? 0
        let stops = context.attempt <= parameters.failures ? max(first, parameters.steps / 2) : parameters.steps
        for step in first..<stops {
            try await Task.sleep(for: .milliseconds(parameters.pause))
            try context.checkCancellation()
            try await Effects.write(context, step: step, checkpoint: "\(step + 1)")
            context.progress(step + 1, of: parameters.steps)
            context.count(.updated)
        }
        if context.attempt <= parameters.failures { throw RetryLater(after: .milliseconds(200)) }
        return .done("\(parameters.steps) steps")
    }
}
