import AsyncHTTPClient
import Foundation
import JobQueue
import NIOCore
import NIOHTTP1

/// Posts outgoing webhooks over HTTP.
///
/// **Limits.** A lost answer makes the receiver see a delivery twice, with the same `Backroom-Delivery`. Redirects are not followed: what was
/// signed for one address is not carried to another. Nothing of the answer but its status is kept.
struct HTTPWebhookSender: WebhookSender {
    let client: HTTPClient
    /// For the whole exchange.
    var timeout = Duration.seconds(30)

    func send(_ delivery: WebhookDelivery, signature: String) async throws {
        var request = HTTPClientRequest(url: delivery.url)
        request.method = .POST
        request.headers = [
            "content-type": "application/json; charset=utf-8", "user-agent": "Backroom/\(Version.text)", "backroom-signature": signature,
            "backroom-delivery": delivery.id, "backroom-attempt": "\(delivery.attempt)",
        ]
        request.body = .bytes(ByteBuffer(string: delivery.body))
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: .nanoseconds(timeout.nanoseconds))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw WebhookRefusal("The receiver could not be reached: \(error)")
        }
        guard (200..<300).contains(response.status.code) else {
            throw WebhookRefusal("The receiver answered \(response.status.code) \(response.status.reasonPhrase).")
        }
    }
}

/// Why a webhook was not taken.
struct WebhookRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
