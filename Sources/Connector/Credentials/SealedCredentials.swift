import Crypto
import Foundation

/// Credentials as they are stored: AES-GCM with the installation's key. The shop's code is authenticated with them, so that a row copied
/// to another shop does not open there.
struct SealedCredentials: Sendable, Equatable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ credentials: ShopCredentials, shop: String, key: SecretKey) throws {
        let plain = try JSONEncoder().encode(credentials)
        let box = try AES.GCM.seal(plain, using: key.key, authenticating: Self.context(shop))
        guard let combined = box.combined else {
            throw ConnectorError(.secretUnreadable, "The credentials of shop \(shop) could not be encrypted.", record: shop)
        }
        bytes = [UInt8](combined)
    }

    /// - Throws: `ConnectorError` `secretUnreadable` when the key is another one, or the row is not this shop's.
    func open(shop: String, key: SecretKey) throws -> ShopCredentials {
        do {
            let plain = try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: key.key, authenticating: Self.context(shop))
            return try JSONDecoder().decode(ShopCredentials.self, from: plain)
        } catch {
            // The cause stays out of the message: it could quote what was decrypted.
            throw ConnectorError(
                .secretUnreadable,
                "The credentials of shop \(shop) cannot be read with this secret key. Start with the key that they were stored with, or enter them again.",
                record: shop,
                field: "credentials"
            )
        }
    }

    private static func context(_ shop: String) -> Data { Data("backroom/shop/\(shop)/credentials/1".utf8) }
}
