import Foundation
import JobQueue

/// The task that does nothing, and can say when it did.
struct NoOp: JobTask {
    struct Parameters: Codable, Sendable {
        var i: Int?
        var pad: String?
    }

    let description = TaskDescription(
        name: "no-op",
        number: 1,
        title: "Nothing",
        parameters: [ParameterDescription("i", .integer, help: "A number."), ParameterDescription("pad", .text, help: "Padding.")]
    )
    var ran: @Sendable () -> Void = {}

    static let hasFootprint = false

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        ran()
        return .done()
    }
}

/// A task that knows when it was asked for, on a clock that all processes of a machine share.
struct Clocked: JobTask {
    struct Parameters: Codable, Sendable {
        var i: Int
        var asked: Int
    }

    let description = TaskDescription(
        name: "clocked",
        number: 2,
        title: "Clocked",
        parameters: [
            ParameterDescription("i", .integer, isRequired: true, help: "A number."),
            ParameterDescription("asked", .integer, isRequired: true, help: "When it was asked for, in nanoseconds."),
        ]
    )
    /// The entry's number, and the milliseconds from the call of enqueue to the start.
    let started: @Sendable (Int, Double) -> Void

    static let hasFootprint = false

    static func entry(_ index: Int, priority: Priority = .normal) -> NewEntry {
        NewEntry(task: "clocked", parameters: ["i": .integer(Int64(index)), "asked": .integer(Int64(nanoseconds()))], priority: priority)
    }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        started(parameters.i, Double(Self.nanoseconds() - parameters.asked) / 1e6)
        return .done()
    }

    static func nanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
