import Hummingbird

/// Reads request bodies within the limits of size and time.
enum BodyReader {
    /// The whole body.
    ///
    /// - Throws: `Problem` 413 when it is larger than the limit, 408 when it arrives too slowly.
    static func collect(_ request: Request, upTo limit: Int = Limits.bodyBytes) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge(limit) }
        return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask {
                var buffer = ByteBuffer()
                for try await part in request.body {
                    guard buffer.readableBytes + part.readableBytes <= limit else { throw tooLarge(limit) }
                    buffer.writeImmutableBuffer(part)
                }
                return buffer
            }
            group.addTask {
                try await Task.sleep(for: .seconds(Limits.bodySeconds))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let buffer = first else {
                throw Problem(.requestTimeout, code: "request_timeout", "The body did not arrive within \(Limits.bodySeconds) seconds.")
            }
            return buffer
        }
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem(.contentTooLarge, code: "body_too_large", "The body must not be larger than \(limit) bytes.")
    }
}
