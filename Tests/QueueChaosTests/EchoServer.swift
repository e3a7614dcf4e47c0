import NIOCore
import NIOPosix

/// Sends back what it gets.
enum EchoServer {
    private final class Echo: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
    }

    /// - Returns: The server; its port is free.
    static func start(_ group: any EventLoopGroup) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in channel.pipeline.addHandler(Echo()) }
            .bind(host: "127.0.0.1", port: 0).get()
    }
}
