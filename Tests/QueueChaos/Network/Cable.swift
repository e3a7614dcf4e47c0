import NIOCore
import NIOPosix
import Synchronization

/// The network cable between one node and the database server: a forwarder of bytes that can be cut.
///
/// *Cut* drops every connection and refuses new ones; *dead* keeps them open and lets nothing through, which is what a pulled cable
/// looks like: no reset, no error, only silence.
final class Cable: Wire {
    let host: String
    let port: Int
    private let server: any Channel
    private let shared: SharedState

    final class SharedState: Sendable {
        let state = Mutex(WireState.whole)
        let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
    }

    /// - Parameter near: Where the near end listens.
    static func lay(toHost host: String, port: Int, near: String = "127.0.0.1", group: any EventLoopGroup) async throws -> Cable {
        let shared = SharedState()
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { near in
                guard shared.state.withLock({ $0 }) == .whole else { return near.close() }
                return ClientBootstrap(group: near.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .connect(host: host, port: port)
                    .flatMap { far in join(near, far, shared) }
                    .flatMapError { _ in near.close() }
            }
            .bind(host: near, port: 0).get()
        return Cable(server: server, host: near, port: server.localAddress?.port ?? 0, shared: shared)
    }

    private init(server: any Channel, host: String, port: Int, shared: SharedState) {
        self.server = server
        self.host = host
        self.port = port
        self.shared = shared
    }

    func set(_ state: WireState) {
        shared.state.withLock { $0 = state }
        for channel in shared.channels.withLock({ Array($0.values) }) {
            if state == .cut {
                channel.close(promise: nil)
            } else if state == .whole {
                channel.read()
            }
        }
    }

    func remove() async throws {
        set(.cut)
        try await server.close()
    }

    private static func join(_ near: any Channel, _ far: any Channel, _ shared: SharedState) -> EventLoopFuture<Void> {
        for (channel, other) in [(near, far), (far, near)] {
            shared.channels.withLock { $0[ObjectIdentifier(channel)] = channel }
            channel.closeFuture.whenComplete { _ in
                _ = shared.channels.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
                other.close(promise: nil)
            }
        }
        return near.pipeline.addHandler(Forwarder(to: far, shared: shared))
            .flatMap { far.pipeline.addHandler(Forwarder(to: near, shared: shared)) }
    }
}

/// Hands what one end sends to the other, and reads on only while the cable is whole.
private final class Forwarder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let shared: Cable.SharedState

    init(to other: any Channel, shared: Cable.SharedState) {
        self.other = other
        self.shared = shared
    }

    /// The far end is connected by the time it gets its forwarder, the near end is not: it was only just accepted.
    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { context.read() }
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if shared.state.withLock({ $0 }) == .whole { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
