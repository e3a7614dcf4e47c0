import Crypto
import Foundation

/// Secrets that nobody can guess, and what is stored of them.
enum RandomSecret {
    /// 256 random bits as text for URLs and headers.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// SHA-256 in hexadecimal: enough for a random secret, where there is nothing to guess.
    static func hash(_ secret: String) -> String {
        SHA256.hash(data: Data(secret.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
