/// The tasks this program can run, found by name or number.
public struct TaskRegistry: Sendable {
    private let byName: [String: RegisteredTask]

    /// - Precondition: names and numbers are unique: two tasks of one name are a programmer's error.
    public init(_ tasks: [any JobTask] = []) {
        var byName: [String: RegisteredTask] = [:]
        var numbers: Set<Int> = []
        for task in tasks {
            let registered = RegisteredTask(task)
            precondition(byName.updateValue(registered, forKey: registered.description.name) == nil, "Two tasks have the same name.")
            precondition(numbers.insert(registered.description.number).inserted, "Two tasks have the same number.")
        }
        self.byName = byName
    }

    /// The descriptions of all tasks, by number.
    public var descriptions: [TaskDescription] {
        byName.values.map(\.description).sorted { $0.number < $1.number }
    }

    /// The description of a task, by its name (`sync-orders`), its number (`30104`) or both words (`Report 30104`).
    public func description(of nameOrNumber: String) -> TaskDescription? {
        (try? task(nameOrNumber))?.description
    }

    /// - Throws: ``JobQueueError`` `unknownTask`.
    func task(_ nameOrNumber: String) throws -> RegisteredTask {
        if let task = byName[nameOrNumber] { return task }
        let digits = nameOrNumber.split(separator: " ").last.map(String.init) ?? nameOrNumber
        if let number = Int(digits), let task = byName.values.first(where: { $0.description.number == number }) { return task }
        throw JobQueueError(
            .unknownTask,
            "There is no task \(nameOrNumber) in this version. The tasks are: \(descriptions.map(\.name).joined(separator: ", ")).",
            record: nameOrNumber,
            field: "task"
        )
    }
}
