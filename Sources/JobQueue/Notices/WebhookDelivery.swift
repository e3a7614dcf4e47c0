import Crypto
public import Foundation

/// One attempt to deliver an outgoing webhook.
public struct WebhookDelivery: Sendable {
    /// Stable over attempts: the receiver can tell a repetition by it.
    public let id: String
    public let url: String
    /// JSON.
    public let body: String
    public let created: Date
    /// 1 for the first.
    public let attempt: Int

    /// The value of the header `Backroom-Signature`: `t=<seconds since 1970>,v1=<hex>`, where the second part is the HMAC-SHA256, under the
    /// receiver's key, of the seconds, a dot and the body. A receiver refuses what is older than five minutes.
    public func signature(key: [UInt8], at instant: Date) -> String {
        let seconds = Int64(instant.timeIntervalSince1970)
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).\(body)".utf8), using: SymmetricKey(data: key))
        return "t=\(seconds),v1=" + code.map { String(format: "%02x", $0) }.joined()
    }
}

/// Delivers outgoing webhooks over HTTP.
public protocol WebhookSender: Sendable {
    /// Posts the body as `application/json` with the signature as `Backroom-Signature` and ``WebhookDelivery/id`` as `Backroom-Delivery`.
    ///
    /// Gives up within 30 s.
    /// - Throws: Anything but an answer of 2xx.
    func send(_ delivery: WebhookDelivery, signature: String) async throws
}
