import Foundation
import JobQueue

/// A task that does what the test says.
struct ScriptedTask: JobTask {
    struct Parameters: Codable, Sendable {
        var key: String?
        var number: Int?
    }

    typealias Body = @Sendable (Parameters, JobContext) async throws -> JobResult

    let description: TaskDescription
    let locks: @Sendable (Parameters, String?) -> [String]
    let body: Body

    init(
        _ name: String = "work",
        number: Int = 50_000,
        needsShop: Bool = false,
        body: @escaping Body = { _, _ in .done() },
        locks: @escaping @Sendable (Parameters, String?) -> [String] = { _, _ in [] }
    ) {
        description = TaskDescription(
            name: name,
            number: number,
            title: "Work",
            parameters: [
                ParameterDescription("key", .text, help: "Any text."),
                ParameterDescription("number", .integer, help: "Any whole number."),
            ],
            needsShop: needsShop
        )
        self.locks = locks
        self.body = body
    }

    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] { locks(parameters, shop) }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult { try await body(parameters, context) }
}
