import Foundation
import Testing

@testable import Connector

@Suite struct SealedCredentialsTests {
    private let key: SecretKey

    init() throws { key = try SecretKey(bytes: [UInt8](repeating: 7, count: 32)) }

    @Test func opensForItsShopOnly() throws {
        let sealed = try SealedCredentials(.token("shpat_secret"), shop: "DEMO", key: key)
        #expect(try sealed.open(shop: "DEMO", key: key) == .token("shpat_secret"))
        let error = try #require(throws: ConnectorError.self) { try sealed.open(shop: "OTHER", key: key) }
        #expect(error.code == .secretUnreadable)
    }

    @Test func isUnreadableWithAnotherKeyOrWhenChanged() throws {
        let sealed = try SealedCredentials(.clientCredentials(id: "id", secret: "hush"), shop: "DEMO", key: key)
        let other = try SecretKey(bytes: [UInt8](repeating: 8, count: 32))
        #expect(throws: ConnectorError.self) { try sealed.open(shop: "DEMO", key: other) }
        for position in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[position] ^= 1
            #expect(throws: ConnectorError.self) { try SealedCredentials(bytes: bytes).open(shop: "DEMO", key: key) }
        }
    }

    @Test func holdsNoPlainSecret() throws {
        let sealed = try SealedCredentials(.token("shpat_secret"), shop: "DEMO", key: key)
        #expect(sealed.bytes.firstRange(of: "shpat_secret".utf8) == nil)
        #expect(try SealedCredentials(.token("shpat_secret"), shop: "DEMO", key: key).bytes != sealed.bytes)
    }

    @Test func printsNoSecret() throws {
        let credentials = ShopCredentials.clientCredentials(id: "id", secret: "hush")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped, "\(key)", String(reflecting: key)] {
            #expect(!text.contains("hush"))
        }
    }

    @Test func keyMustFit() throws {
        #expect(throws: ConnectorError.self) { try SecretKey(bytes: [1, 2, 3]) }
        #expect(throws: ConnectorError.self) { try SecretKey(base64: "not base64!") }
        _ = try SecretKey(base64: Data(repeating: 1, count: 32).base64EncodedString())
    }

    @Test(arguments: ["", "with blank", "new\nline", "umlaut-ü"]) func refusesWhatNoHeaderCarries(_ token: String) throws {
        let error = try #require(throws: ConnectorError.self) { try ShopCredentials.token(token).validate() }
        #expect(error.field == "token")
    }
}
