import Crypto
public import Foundation

/// Proves that a delivery comes from Shopify (Shopify, "Verify webhook deliveries").
public enum WebhookSignature {
    /// Whether the signature is that of the raw body, with any of the secrets; after a rotation both are in use for up to an hour.
    ///
    /// The comparison takes the same time wherever the signatures differ.
    /// - Parameters:
    ///   - signature: the header `X-Shopify-Hmac-SHA256`: base64.
    ///   - body: the bytes as they came, before any decoding.
    public static func isValid(_ signature: String, body: some DataProtocol, secrets: [String]) -> Bool {
        guard let code = Data(base64Encoded: signature), code.count == SHA256.byteCount else { return false }
        var valid = false
        for secret in secrets where !secret.isEmpty {
            let matches = HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: SymmetricKey(data: Data(secret.utf8)))
            valid = valid || matches
        }
        return valid
    }

    /// The signature of a body, as Shopify writes it: for tests and for a shop that is made up.
    public static func sign(_ body: some DataProtocol, secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8)))
        return Data(code).base64EncodedString()
    }
}
