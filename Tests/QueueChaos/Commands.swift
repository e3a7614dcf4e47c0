import ArgumentParser
import Foundation
import Storage

/// Breaks a job queue in every way that machines know, and reads from the recorded history whether it kept its promises.
@main
struct QueueChaos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "QueueChaos",
        abstract: "Kill, pause and cut off the nodes of a job queue, then check its history.",
        subcommands: [Check.self, Node.self]
    )
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run nodes on one database, do mischief, check the history.",
        discussion: "Example: QueueChaos check --seconds 60 --database sqlite:/tmp/chaos/queue.db"
    )

    @Option(
        help: "sqlite:PATH of a new file, or postgres://…, where a schema is made for the check. Default: a file in a temporary folder."
    )
    var database: String?
    @Option(help: "How long to do mischief.")
    var seconds = 60
    @Option(help: "Node processes.")
    var nodes = 3
    @Option(help: "Workers a node.")
    var workers = 4
    @Option(help: "Seconds of a lease while mischief is done. The recovery is measured with the queue's own.")
    var lease = 6.0
    @Option(help: "Repeats the choices of an earlier check. (What the machines do between them is never the same.)")
    var seed: UInt64?
    @Option(help: "How many kills in peace and quiet, to measure the recovery.")
    var recoveryRounds = 1
    @Flag(
        inversion: .prefixedNo,
        help: "PostgreSQL: a network namespace for each node, where this user may make them; otherwise a TCP proxy."
    )
    var namespaces = true
    @Flag(help: "Say what is being done.")
    var verbose = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "queue-chaos-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let given = database ?? "sqlite:\(folder.appending(path: "queue.db").path)"
        let schema = try await ChaosSchema.make(in: given)
        let text = schema?.addressText ?? given
        let plan = ChaosPlan(
            address: try DatabaseAddress(text),
            addressText: text,
            folder: folder,
            seconds: seconds,
            nodes: nodes,
            workers: workers,
            seed: seed ?? .random(in: 1...999_999),
            lease: lease,
            recoveryRounds: recoveryRounds,
            allowsNamespaces: namespaces,
            verbose: verbose
        )
        let report = try await ChaosRun(plan: plan).run()
        print(report)
        guard report.isGood else {
            print("  logs of the nodes: \(folder.path); database: \(plan.address)")
            throw ExitCode(1)
        }
        try await schema?.remove()
        try? FileManager.default.removeItem(at: folder)
    }
}

struct Node: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "One node; started by check.", shouldDisplay: false)

    func run() async throws { try await NodeProgram(setup: .fromEnvironment()).run() }
}
