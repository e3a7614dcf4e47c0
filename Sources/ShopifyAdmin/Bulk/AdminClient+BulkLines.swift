import Foundation

extension AdminClient {
    /// Reads the result of a bulk operation line by line, whatever its size. A connection that breaks is taken up again where it broke.
    ///
    /// - Parameter body: gets the lines that are complete, each a JSON object. No more than a few pieces are held.
    /// - Throws: `AdminError` with `fileTransfer` when it cannot be read; what `body` throws.
    public func bulkLines(_ result: BulkResult, each body: ([RawJSON]) async throws -> Void) async throws {
        guard let url = result.url else { return }
        try await lines(at: url) { try await body($0.map { RawJSON($0.text) }) }
    }

    /// - Parameter start: the byte where a line begins that was not read before.
    func lines(at url: String, from start: Int = 0, each body: ([BulkLines.Line]) async throws -> Void) async throws {
        var lines = BulkLines(from: start)
        var received = start
        var failures = 0
        while true {
            let before = received
            var skip = received
            do {
                let request = AdminHTTPRequest(
                    method: "GET",
                    url: url,
                    headers: received > 0 ? [(name: "Range", value: "bytes=\(received)-")] : [],
                    body: Data(),
                    timeout: configuration.timeout,
                    bodyLimit: .max
                )
                let response = try await transport.download(request) { head, piece in
                    // Who does not know ranges sends everything again.
                    if head.status == 206 { skip = 0 }
                    let skipped = min(skip, piece.count)
                    skip -= skipped
                    let fresh = piece.dropFirst(skipped)
                    guard !fresh.isEmpty else { return }
                    received += fresh.count
                    let whole = lines.add(fresh)
                    if lines.pending > self.configuration.bodyLimit {
                        throw self.transferFailed("a line is longer than the \(self.configuration.bodyLimit >> 20) MiB that are read")
                    }
                    if !whole.isEmpty { try await body(whole) }
                }
                // Asked for what lies after the end: everything is here.
                guard response.status == 200 || response.status == 206 || (response.status == 416 && received > 0) else {
                    var error = transferFailed("HTTP \(response.status)")
                    error.status = response.status
                    failures += 1
                    let mayPass = response.status >= 500 || response.status == 429 || response.status == 408
                    guard mayPass, failures < configuration.retry.attempts else { throw error }
                    try await pause(configuration.retry.delay(after: failures, random: time.random()))
                    continue
                }
                if let last = lines.finish() { try await body([last]) }
                return
            } catch let failure as AdminTransportFailure {
                failures = received > before ? 1 : failures + 1
                guard failures < configuration.retry.attempts else { throw transferFailed("\(failure.kind)", failure) }
                try await pause(configuration.retry.delay(after: failures, random: time.random()))
            }
        }
    }

    func transferFailed(_ why: String, _ cause: (any Error)? = nil) -> AdminError {
        named(
            AdminError(
                .fileTransfer,
                "A file could not be transferred: \(why).",
                mend: "It is tried again with the next run.",
                cause: cause
            ),
            "file transfer"
        )
    }
}
