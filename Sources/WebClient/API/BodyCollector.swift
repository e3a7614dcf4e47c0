import Hummingbird
import Synchronization

/// Keeps what a response body writes; answers of the API are small and whole in memory already.
final class BodyCollector: ResponseBodyWriter, Sendable {
    private let buffer = Mutex(ByteBuffer())

    func write(_ part: ByteBuffer) async throws {
        buffer.withLock { _ = $0.writeImmutableBuffer(part) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}

    var text: String { buffer.withLock { String(buffer: $0) } }
}
