import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A server of somebody who wants to be told: keeps what arrives, and answers as the test says.
final class WebhookReceiver: Sendable {
    /// What arrived once.
    struct Arrival: Sendable {
        let id: String
        let attempt: String
        let contentType: String
        let signature: String
        let body: String

        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:] }

        /// Checks the signature the way a receiver would, from the documentation alone.
        func isSigned(with secret: String, at now: Date, tolerance: TimeInterval = 300) -> Bool {
            let parts = Dictionary(
                signature.split(separator: ",").map { part in
                    let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
                    return (pair[0], pair.count > 1 ? pair[1] : "")
                }
            ) { first, _ in first }
            guard let text = parts["t"], let seconds = TimeInterval(text), abs(now.timeIntervalSince1970 - seconds) <= tolerance else {
                return false
            }
            let code = HMAC<SHA256>.authenticationCode(for: Data("\(text).\(body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
            return code.map { String(format: "%02x", $0) }.joined() == parts["v1"]
        }
    }

    let arrivals: AsyncStream<Arrival>
    private let arrived: AsyncStream<Arrival>.Continuation
    private let answers: Mutex<[HTTPResponse.Status]>
    private let isSilent: Bool

    private init(_ answers: [HTTPResponse.Status], isSilent: Bool) {
        (arrivals, arrived) = AsyncStream.makeStream()
        self.answers = Mutex(answers)
        self.isSilent = isSilent
    }

    /// Runs a receiver on a free port for the body.
    /// - Parameters:
    ///   - answers: What it answers, one after the other; the last one for all that follow.
    ///   - isSilent: Whether it takes requests and never answers.
    static func use(
        _ answers: [HTTPResponse.Status] = [.ok],
        isSilent: Bool = false,
        _ body: @escaping @Sendable (WebhookReceiver, String) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(answers, isSilent: isSilent)
        let (ports, started) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("hook") { request, _ in try await receiver.answer(request) }
        router.post("elsewhere") { _, _ in Response(status: .temporaryRedirect, headers: [.location: "/hook"]) }
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await application.run() }
            for await port in ports {
                try await body(receiver, "http://127.0.0.1:\(port)")
                break
            }
            group.cancelAll()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        var request = request
        let buffer = try await request.collectBody(upTo: 1 << 20)
        func header(_ name: String) -> String { HTTPField.Name(name).flatMap { request.headers[$0] } ?? "" }
        arrived.yield(
            Arrival(
                id: header("Backroom-Delivery"),
                attempt: header("Backroom-Attempt"),
                contentType: header("Content-Type"),
                signature: header("Backroom-Signature"),
                body: String(buffer: buffer)
            )
        )
        if isSilent { try await Task.sleep(for: .seconds(60)) }
        let status = answers.withLock { answers in answers.count > 1 ? answers.removeFirst() : answers[0] }
        return Response(status: status)
    }
}
