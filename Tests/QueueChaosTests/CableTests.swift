import NIOCore
import NIOPosix
import Testing

@testable import QueueChaos

/// The cable carries bytes both ways, and can be cut, fall silent and be mended.
@Suite struct CableTests {
    /// Hands what arrives to a stream.
    private final class Ear: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let heard: AsyncStream<String>.Continuation

        init(_ heard: AsyncStream<String>.Continuation) { self.heard = heard }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { heard.yield(String(buffer: unwrapInboundIn(data))) }
        func channelInactive(context: ChannelHandlerContext) { heard.finish() }
    }

    private func withCable(_ body: (Cable, any EventLoopGroup) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await EchoServer.start(group)
        let cable = try await Cable.lay(toHost: "127.0.0.1", port: server.localAddress?.port ?? 0, group: group)
        try await body(cable, group)
        try await cable.remove()
        try await server.close()
        try await group.shutdownGracefully()
    }

    private func talk(_ port: Int, _ group: any EventLoopGroup) async throws -> (any Channel, AsyncStream<String>) {
        let (heard, continuation) = AsyncStream.makeStream(of: String.self)
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { $0.pipeline.addHandler(Ear(continuation)) }
            .connect(host: "127.0.0.1", port: port).get()
        return (channel, heard)
    }

    @Test func carriesBothWaysUntilItIsCut() async throws {
        try await withCable { cable, group in
            let (channel, heard) = try await talk(cable.port, group)
            var words = heard.makeAsyncIterator()
            try await channel.writeAndFlush(ByteBuffer(string: "hello"))
            #expect(await words.next() == "hello")
            cable.set(.cut)
            #expect(await words.next() == nil)
            let (_, silence) = try await talk(cable.port, group)
            var nothing = silence.makeAsyncIterator()
            #expect(await nothing.next() == nil)
            cable.set(.whole)
            let (again, answer) = try await talk(cable.port, group)
            var answers = answer.makeAsyncIterator()
            try await again.writeAndFlush(ByteBuffer(string: "back"))
            #expect(await answers.next() == "back")
            try await again.close()
        }
    }

    @Test func silenceEndsWithWhatWasSaidMeanwhile() async throws {
        try await withCable { cable, group in
            let (channel, heard) = try await talk(cable.port, group)
            var words = heard.makeAsyncIterator()
            try await channel.writeAndFlush(ByteBuffer(string: "a"))
            #expect(await words.next() == "a")
            cable.set(.dead)
            try await channel.writeAndFlush(ByteBuffer(string: "b"))
            cable.set(.whole)
            #expect(await words.next() == "b")
            try await channel.close()
        }
    }
}
