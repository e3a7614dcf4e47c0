import Foundation
import NIOCore
import NIOPosix
import Storage

/// The machines of a check: the nodes, their wires to the database and their clocks.
final class Site: Sendable {
    let plan: ChaosPlan
    let nodes: [NodeProcess]
    let wires: Wires?
    let clocks: NodeClocks
    private let database: Database

    static func build(_ plan: ChaosPlan, database: Database, clocks: NodeClocks, group: any EventLoopGroup) async throws -> Site {
        var wires: Wires?
        if plan.usesNetwork {
            let (host, port) = try server(of: plan.addressText)
            wires = try await Wires.lay(
                plan.nodes,
                toHost: host,
                port: port,
                allowsNamespaces: plan.allowsNamespaces,
                group: group
            )
        }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        let nodes = try (0..<plan.nodes).map { index in
            let wire = wires?.all[index]
            let setup = NodeSetup(
                name: "node\(index + 1)",
                database: try wire.map { try address(plan.addressText, through: $0) } ?? plan.addressText,
                workers: plan.workers,
                lease: plan.lease,
                clockFile: clocks.sharedFile?.path
            )
            return NodeProcess(
                index: index,
                setup: setup,
                command: (wire?.launcher ?? []) + [program, "node"],
                environment: clocks.environment(ofNode: index),
                logFile: plan.folder.appending(path: "node\(index + 1).log")
            )
        }
        return Site(plan: plan, nodes: nodes, wires: wires, clocks: clocks, database: database)
    }

    private init(plan: ChaosPlan, nodes: [NodeProcess], wires: Wires?, clocks: NodeClocks, database: Database) {
        self.plan = plan
        self.nodes = nodes
        self.wires = wires
        self.clocks = clocks
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
        case .cut: try await wires?.all[index].set(.cut)
        case .dead: try await wires?.all[index].set(.dead)
        case .clockStep: return
        }
        try? await Task.sleep(for: length)
        switch mischief {
        case .kill, .shutdown: try node.start()
        case .shortPause, .longPause: node.resume()
        case .cut, .dead: try await wires?.all[index].set(.whole)
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
    func mend() async throws {
        for wire in wires?.all ?? [] { try await wire.set(.whole) }
        try clocks.mend()
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
        for wire in wires?.all ?? [] { try? await wire.remove() }
    }

    private static func server(of address: String) throws -> (host: String, port: Int) {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty else {
            throw ChaosError("The PostgreSQL address needs a host: the nodes' connections go through wires that can be cut.")
        }
        return (host, parts.port ?? 5_432)
    }

    private static func address(_ address: String, through wire: any Wire) throws -> String {
        guard var parts = URLComponents(string: address) else { throw ChaosError("The PostgreSQL address cannot be read.") }
        parts.host = wire.host
        parts.port = wire.port
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
