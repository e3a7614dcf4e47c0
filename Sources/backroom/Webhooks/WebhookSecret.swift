import Crypto
import Foundation

/// The secret that outgoing webhooks are signed with and that their receivers know.
///
/// It is configured, or made from the installation's secret key: the same on every node, changed with that key, and of no use to learn it.
enum WebhookSecret {
    /// - Parameter secretKey: The installation's 32 bytes.
    static func text(configured: String?, secretKey: [UInt8]) -> String {
        if let configured { return configured }
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secretKey),
            info: Data("backroom outgoing webhooks".utf8),
            outputByteCount: 32
        )
        return key.withUnsafeBytes { bytes in "whsec_" + bytes.map { String(format: "%02x", $0) }.joined() }
    }
}
