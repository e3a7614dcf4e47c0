import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt with N = 2¹⁵, r = 8, p = 1 and a salt of its own (OWASP's minimum for scrypt with 32 MiB).
enum PasswordHash {
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let length = 32

    /// `scrypt$N$salt$hash`, both in Base64.
    static func make(_ password: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let hash = try await derive(password, salt, rounds)
        return "scrypt$\(rounds)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// Whether the password is the one that was stored.
    static func matches(_ password: String, _ stored: String) async throws -> Bool {
        let parts = stored.split(separator: "$").map(String.init)
        guard parts.count == 4, parts[0] == "scrypt", let rounds = Int(parts[1]), let salt = Data(base64Encoded: parts[2]),
            let hash = Data(base64Encoded: parts[3])
        else { return false }
        let found = try await derive(password, [UInt8](salt), rounds)
        // Every byte is compared, so that the time says nothing about how many were right.
        return found.count == hash.count && zip(found, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Takes as long as a real check, for names that do not exist.
    static func waste(_ password: String) async {
        _ = try? await derive(password, [UInt8](repeating: 0, count: 16), rounds)
    }

    /// A tenth of a second of work: on a thread of its own, not on those that serve everybody.
    private static func derive(_ password: String, _ salt: [UInt8], _ rounds: Int) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let key = try KDF.Scrypt.deriveKey(
                            from: Data(password.precomposedStringWithCompatibilityMapping.utf8),
                            salt: salt,
                            outputByteCount: length,
                            rounds: rounds,
                            blockSize: blockSize,
                            parallelism: 1
                        )
                        return key.withUnsafeBytes { [UInt8]($0) }
                    }
                )
            }
        }
    }
}
