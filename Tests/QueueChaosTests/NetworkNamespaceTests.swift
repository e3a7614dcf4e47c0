import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import QueueChaos

/// A node in a network of its own reaches the server, and does not when its link is down on either side.
@Suite(.enabled(if: Machine.allowsNamespaces, "needs root and iproute2"), .timeLimit(.minutes(1)))
struct NetworkNamespaceTests {
    /// Says a word to the server from within the namespace, and answers what came back.
    private func echo(_ wire: NetworkNamespace) async throws -> String {
        let process = Process()
        let line = "exec 3<>/dev/tcp/\(wire.host)/\(wire.port) && echo hello >&3 && read -t 2 word <&3 && echo $word"
        let command = wire.launcher + ["timeout", "3", "bash", "-c", line]
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        _ = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test func aNodeReachesTheServerUntilItsLinkIsDown() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await EchoServer.start(group)
        let wire = try await NetworkNamespace.make(7, toHost: "127.0.0.1", port: server.localAddress?.port ?? 0, group: group)
        do {
            try await #expect(echo(wire) == "hello")
            for state in [WireState.cut, .dead] {
                try await wire.set(state)
                try await #expect(echo(wire) == "", "\(state)")
                try await wire.set(.whole)
                try await #expect(echo(wire) == "hello", "after \(state)")
            }
        } catch {
            try? await wire.remove()
            throw error
        }
        try await wire.remove()
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test func withoutNamespacesTheSecondBestIsNamed() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await EchoServer.start(group)
        let wires = try await Wires.lay(2, toHost: "127.0.0.1", port: server.localAddress?.port ?? 0, group: group)
        #expect(wires.all.count == 2 && wires.kind.contains("namespace for each node"))
        for wire in wires.all { try await wire.remove() }
        let cables = try await Wires.lay(
            2,
            toHost: "127.0.0.1",
            port: server.localAddress?.port ?? 0,
            allowsNamespaces: false,
            group: group
        )
        #expect(cables.all.count == 2 && cables.kind.contains("TCP PROXY"))
        #expect(cables.all.allSatisfy { $0.launcher.isEmpty && $0.host == "127.0.0.1" })
        for wire in cables.all { try await wire.remove() }
        try await server.close()
        try await group.shutdownGracefully()
    }
}

private enum Machine {
    static let allowsNamespaces = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/ip")
}
