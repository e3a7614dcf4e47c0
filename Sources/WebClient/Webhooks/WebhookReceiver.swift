import Connector
import HTTPTypes
import Hummingbird
import Logging
import Metrics

/// `POST /webhooks/shopify/{shop}`: what Shopify sends by itself. The signature stands in for a sign-in; whatever does not carry a right
/// one leaves no trace but a line in the log.
///
/// Answered as soon as the delivery is stored: Shopify waits five seconds at most, and gives up an address that fails too often.
struct WebhookReceiver: Sendable {
    let webhooks: Webhooks

    /// Orders with hundreds of lines are large; in bytes.
    private static let bodyBytes = 4 << 20

    func register(_ router: Router<WebContext>) {
        router.post("/webhooks/shopify/:shop") { request, context in try await receive(request, context) }
    }

    private func receive(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameters.require("shop")
        let body = try await BodyReader.collect(request, upTo: Self.bodyBytes)
        let receipt = try await webhooks.receive(code, body: Array(body.readableBytesView)) { name in
            HTTPField.Name(name).flatMap { request.headers[$0] }
        }
        switch receipt {
        case .stored:
            count("stored")
            return Response(status: .ok)
        case .duplicate:
            count("duplicate")
            return Response(status: .ok)
        case .refused(let reason):
            count("refused")
            context.logger.warning("A webhook was refused", metadata: ["shop": "\(code.prefix(40))", "reason": "\(reason.rawValue)"])
            // The same words whatever is wrong: a stranger learns neither shops nor reasons.
            throw Problem(.unauthorized, code: "invalid_signature", "The delivery is not signed by this shop's app.")
        case nil:
            count("incomplete")
            throw Problem.badRequest("incomplete_delivery", "This is no delivery of Shopify: headers are missing.")
        }
    }

    private func count(_ outcome: String) {
        Counter(label: "webhooks_received_total", dimensions: [("outcome", outcome)]).increment()
    }
}
