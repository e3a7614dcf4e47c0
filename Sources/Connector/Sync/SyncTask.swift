import JobQueue

/// The request page of tasks that park what fails.
public struct RetryParameters: Codable, Sendable, Hashable {
    /// Which parked records are tried again: those that are due (`due`), or all (`all`).
    public var retrySkipped: String?

    public init() {}

    /// A person who starts a task wants everything tried again; a schedule what is due.
    func retriesAll(_ context: JobContext) -> Bool { retrySkipped == "all" || !context.isRecurring }
}

extension TaskDescription {
    /// A task of a shop, under the name and number that users know.
    init(_ task: TaskName, _ title: String, _ parameters: [ParameterDescription] = []) {
        self.init(name: task.rawValue, number: task.number, title: title, parameters: parameters, needsShop: true)
    }
}

extension ParameterDescription {
    /// - Parameter records: what is skipped, such as `shipments`.
    static func retrySkipped(_ records: String) -> ParameterDescription {
        ParameterDescription(
            "retrySkipped",
            .choice,
            default: "due",
            choices: ["due", "all"],
            help: "Which skipped \(records) are tried again."
        )
    }
}

extension Shops {
    /// What a task writes of a shop, as the job queue locks it.
    func footprint(_ shop: String?, _ resources: String...) async throws -> [String] {
        guard let shop else { return [] }
        let code = try await show(shop).code
        return resources.map { "shop/\(code)/\($0)" }
    }
}
