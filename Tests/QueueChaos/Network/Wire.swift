import NIOCore

/// What connects one node with the database server, and can be cut.
protocol Wire: Sendable {
    /// Where the node finds the database.
    var host: String { get }
    var port: Int { get }
    /// What stands before the node's own command, so that it runs at this end of the wire.
    var launcher: [String] { get }
    func set(_ state: WireState) async throws
    func remove() async throws
}

extension Wire {
    var launcher: [String] { [] }
}

enum WireState: Sendable {
    case whole
    /// Whoever wants to send is told that there is no way.
    case cut
    /// Nothing gets through, and nobody is told.
    case dead
}

/// The wires of all nodes, and of what kind they are.
struct Wires: Sendable {
    let all: [any Wire]
    /// For the report.
    let kind: String

    /// Network namespaces where this process may make them, otherwise cables of bytes; what is second best is said loudly.
    static func lay(
        _ count: Int,
        toHost host: String,
        port: Int,
        allowsNamespaces: Bool = true,
        group: any EventLoopGroup
    ) async throws -> Wires {
        var wires: [any Wire] = []
        do {
            guard allowsNamespaces else { throw ChaosError("they were not wanted") }
            for index in 0..<count { wires.append(try await NetworkNamespace.make(index, toHost: host, port: port, group: group)) }
            return Wires(all: wires, kind: "a network namespace for each node; its link is taken down on either side")
        } catch {
            for wire in wires { try? await wire.remove() }
            complain("NO NETWORK NAMESPACES: \(error)\nConnections go through a TCP proxy that is cut instead.")
        }
        wires = []
        for _ in 0..<count { wires.append(try await Cable.lay(toHost: host, port: port, group: group)) }
        return Wires(all: wires, kind: "A TCP PROXY, NOT NETWORK NAMESPACES (run as root, with ip netns)")
    }
}
