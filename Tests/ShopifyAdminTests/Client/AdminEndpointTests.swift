import Foundation
import ShopifyAdmin
import Testing

@Suite struct AdminEndpointTests {
    @Test func theAddressFollowsShopVersionAndEndpoint() {
        #expect(AdminEndpoint(shop: "a.myshopify.com").graphQL == "https://a.myshopify.com/admin/api/2026-07/graphql.json")
        let sandbox = AdminEndpoint(
            shop: "a.myshopify.com",
            base: "http://127.0.0.1:9000/shops/a//",
            version: AdminAPIVersion(rawValue: "2026-04")
        )
        #expect(sandbox.graphQL == "http://127.0.0.1:9000/shops/a/admin/api/2026-04/graphql.json")
        #expect(sandbox.accessToken == "http://127.0.0.1:9000/shops/a/admin/oauth/access_token")
    }

    @Test(arguments: ["demo.myshopify.com", "a-1.myshopify.com"]) func shopDomains(_ text: String) {
        #expect(AdminEndpoint.isShopDomain(text))
    }

    @Test(arguments: [
        "", ".myshopify.com", "-a.myshopify.com", "Demo.myshopify.com", "a.b.myshopify.com", "demo.myshopify.com.evil.example",
        "evil.example/x.myshopify.com",
    ])
    func otherDomains(_ text: String) {
        #expect(!AdminEndpoint.isShopDomain(text))
    }

    @Test func aVersionIsPromisedForAYear() {
        #expect(AdminAPIVersion.current.supportedUntil == ISO8601DateFormatter().date(from: "2027-07-01T00:00:00Z"))
        #expect(AdminAPIVersion(rawValue: "unstable").supportedUntil == nil)
    }
}
