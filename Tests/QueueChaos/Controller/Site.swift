import Foundation
import NIOCore
import NIOPosix
import Storage

/// The machines of a check: the nodes, their cables to the database and the host's clock.
final class Site: Sendable {
    let plan: ChaosPlan
    let nodes: [NodeProcess]
    let cables: [Cable]
    let clockFile: URL?
    private let database: Database

    static func build(_ plan: ChaosPlan, database: Database, group: any EventLoopGroup) async throws -> Site {
        var cables: [Cable] = []
        var clockFile: URL?
        if plan.usesNetwork {
            let (host, port) = try server(of: plan.addressText)
            for _ in 0..<plan.nodes { cables.append(try await Cable.lay(toHost: host, port: port, group: group)) }
        } else {
            let file = plan.folder.appending(path: "clock")
            try WrongClock.set(0, in: file)
            clockFile = file
        }
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let nodes = try (0..<plan.nodes).map { index in
            let setup = NodeSetup(
                name: "node\(index + 1)",
                database: plan.usesNetwork ? try address(plan.addressText, throughPort: cables[index].port) : plan.addressText,
                workers: plan.workers,
                lease: plan.lease,
                clockFile: clockFile?.path
            )
            let logFile = plan.folder.appending(path: "node\(index + 1).log")
            return NodeProcess(index: index, setup: setup, executable: executable, environment: [:], logFile: logFile)
        }
        return Site(plan: plan, nodes: nodes, cables: cables, clockFile: clockFile, database: database)
    }

    private init(plan: ChaosPlan, nodes: [NodeProcess], cables: [Cable], clockFile: URL?, database: Database) {
        self.plan = plan
        self.nodes = nodes
        self.cables = cables
        self.clockFile = clockFile
        self.database = database
    }

    /// - Throws: ``ChaosError`` when a node ended that nobody had ended.
    func expectAlive() throws {
        if let node = nodes.first(where: \.hasFailed) {
            throw ChaosError("node\(node.index + 1) ended by itself; its log is \(plan.folder.path)/node\(node.index + 1).log")
        }
    }

    func suffer(_ mischief: Mischief, node index: Int, for length: Duration) async throws {
        let node = nodes[index]
        if plan.verbose { print("  \(mischief.rawValue) → node\(index + 1), \(length)") }
        switch mischief {
        case .kill:
            // Every other kill is on a machine that the survivors cannot look at.
            if Bool.random() { try? await moveAway(node) }
            node.kill()
        case .shutdown: await offPool { node.stop() }
        case .shortPause, .longPause: node.pause()
        case .cut: cables[index].set(.cut)
        case .dead: cables[index].set(.dead)
        case .clockStep: return
        }
        try? await Task.sleep(for: length)
        switch mischief {
        case .kill, .shutdown: try node.start()
        case .shortPause, .longPause: node.resume()
        case .cut, .dead: cables[index].set(.whole)
        case .clockStep: break
        }
    }

    /// Lets the node look as if it ran on another machine: nobody sees that its process is gone, only that it is silent.
    func moveAway(_ node: NodeProcess) async throws {
        try await database.write { tx in
            _ = try tx.execute("UPDATE job_node SET process = NULL WHERE name LIKE \("node\(node.index + 1)-%")")
        }
    }

    /// Everything works again.
    func mend() throws {
        for cable in cables { cable.set(.whole) }
        if let clockFile { try WrongClock.set(0, in: clockFile) }
        for node in nodes {
            node.resume()
            try node.start()
        }
    }

    func stopNodes() async {
        await offPool { for node in self.nodes { node.stop() } }
    }

    /// Starts all nodes, with another lease than before.
    func startNodes(lease: Double) throws {
        for node in nodes {
            node.setLease(lease)
            try node.start()
        }
    }

    func stop() async {
        await stopNodes()
        for cable in cables { try? await cable.remove() }
    }

    private static func server(of address: String) throws -> (host: String, port: Int) {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty else {
            throw ChaosError("The PostgreSQL address needs a host: the nodes' connections go through cables that can be cut.")
        }
        return (host, parts.port ?? 5_432)
    }

    private static func address(_ address: String, throughPort port: Int) throws -> String {
        guard var parts = URLComponents(string: address) else { throw ChaosError("The PostgreSQL address cannot be read.") }
        parts.host = "127.0.0.1"
        parts.port = port
        return parts.string ?? address
    }
}

/// Waiting for a process blocks a thread: not one of Swift's few.
func offPool(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            body()
            continuation.resume()
        }
    }
}
