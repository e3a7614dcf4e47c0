import Foundation
import NIOCore

/// A network of its own for one node: a namespace with one link, whose other end is on the host.
///
/// At the host's end a forwarder takes the node's connections to the database, since a server for tests listens on the loopback only. A *cut*
/// takes the node's own interface down: it has no way to anywhere. *Dead* takes down the host's: the node's packets go nowhere, without a
/// word, and the server sees a client that says nothing any more.
final class NetworkNamespace: Wire {
    let host: String
    let port: Int
    private let name: String
    private let link: String
    private let relay: Cable

    var launcher: [String] { [Self.tool, "netns", "exec", name] }

    /// - Throws: ``ChaosError`` when there is no `ip`, or this process may not use it.
    static func make(_ index: Int, toHost: String, port: Int, group: any EventLoopGroup) async throws -> NetworkNamespace {
        guard FileManager.default.isExecutableFile(atPath: tool) else { throw ChaosError("there is no \(tool)") }
        guard getuid() == 0 else { throw ChaosError("only root may make them") }
        let process = ProcessInfo.processInfo.processIdentifier
        let name = "chaos\(process)n\(index + 1)"
        let link = "cz\(process % 1_000_000)n\(index + 1)"
        // A /30 for each link; checks that run side by side have different ones.
        let (near, far) = ("10.213.\(process % 256).\(4 * index + 1)", "10.213.\(process % 256).\(4 * index + 2)")
        do {
            try await ip("netns", "add", name)
            try await ip("link", "add", link, "type", "veth", "peer", "name", "net0", "netns", name)
            try await ip("address", "add", near + "/30", "dev", link)
            try await ip("link", "set", link, "up")
            try await ip("-n", name, "address", "add", far + "/30", "dev", "net0")
            try await ip("-n", name, "link", "set", "net0", "up")
            try await ip("-n", name, "link", "set", "lo", "up")
            let relay = try await Cable.lay(toHost: toHost, port: port, near: near, group: group)
            return NetworkNamespace(host: near, port: relay.port, name: name, link: link, relay: relay)
        } catch {
            try? await ip("netns", "delete", name)
            throw error
        }
    }

    private init(host: String, port: Int, name: String, link: String, relay: Cable) {
        self.host = host
        self.port = port
        self.name = name
        self.link = link
        self.relay = relay
    }

    func set(_ state: WireState) async throws {
        switch state {
        case .whole:
            try await Self.ip("link", "set", link, "up")
            try await Self.ip("-n", name, "link", "set", "net0", "up")
        case .cut: try await Self.ip("-n", name, "link", "set", "net0", "down")
        case .dead: try await Self.ip("link", "set", link, "down")
        }
    }

    func remove() async throws {
        try await relay.remove()
        // The link goes with its namespace.
        try await Self.ip("netns", "delete", name)
    }

    private static let tool =
        ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip"].first(where: FileManager.default.isExecutableFile) ?? "ip"

    private static func ip(_ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw ChaosError("“ip \(arguments.joined(separator: " "))” failed with status \(status)") }
    }
}

/// On standard error, so that it stands out and the report stays a report.
func complain(_ text: String) {
    FileHandle.standardError.write(Data("*** \(text.replacing("\n", with: "\n*** "))\n".utf8))
}
