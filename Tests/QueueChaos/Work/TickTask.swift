import JobQueue

/// A recurring task: writes one line for its slot.
struct TickTask: JobTask {
    struct Parameters: Codable, Sendable {
        var number: Int
        /// Milliseconds of work.
        var pause: Int
    }

    static let name = "chaos-tick"

    var description: TaskDescription {
        TaskDescription(
            name: Self.name,
            number: 90_002,
            title: "Tick",
            parameters: [
                ParameterDescription("number", .integer, isRequired: true, help: "Makes the entry different from others."),
                ParameterDescription("pause", .integer, isRequired: true, help: "Milliseconds of work."),
            ]
        )
    }

    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] { ["tick/\(parameters.number)"] }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        try await Task.sleep(for: .milliseconds(parameters.pause))
        try await Effects.write(context, step: 0, checkpoint: nil)
        return .done()
    }
}
