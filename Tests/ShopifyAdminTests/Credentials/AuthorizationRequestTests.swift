import ShopifyAdmin
import Testing

@Suite struct AuthorizationRequestTests {
    /// A signature from the documentation of a public client library.
    private static let callback = [
        "code": "0907a61c0c8d55e99db179b68161bc00", "shop": "some-shop.myshopify.com", "state": "0.6784241404160823",
        "timestamp": "1337178173",
        "hmac": "700e2dadb827fcc8609e9d5ce208b2e9cdaab9df07390d2cbca10d7c328fc4bf",
    ]

    private func request(shop: String = "some-shop.myshopify.com", state: String = "0.6784241404160823") -> AuthorizationRequest? {
        AuthorizationRequest(
            shop: shop,
            clientID: "id",
            scopes: ["read_orders", "write_orders"],
            redirect: "https://backroom.example/callback?x=1",
            state: state
        )
    }

    @Test func theBrowserIsSentToTheShop() {
        #expect(
            request()?.url == "https://some-shop.myshopify.com/admin/oauth/authorize?client_id=id&scope=read_orders%2Cwrite_orders"
                + "&redirect_uri=https%3A%2F%2Fbackroom.example%2Fcallback%3Fx%3D1&state=0.6784241404160823"
        )
        let elsewhere = AuthorizationRequest(
            shop: "some-shop.myshopify.com",
            clientID: "id",
            scopes: [],
            redirect: "x",
            state: "s",
            base: "http://127.0.0.1:8820/shops/some-shop/"
        )
        #expect(elsewhere?.url.hasPrefix("http://127.0.0.1:8820/shops/some-shop/admin/oauth/authorize?") == true)
        #expect(request(shop: "evil.example") == nil)
        #expect(request(state: "") == nil)
    }

    @Test func aGenuineCallbackGivesTheCode() {
        #expect(request()?.code(in: Self.callback, secret: "hush") == "0907a61c0c8d55e99db179b68161bc00")
    }

    @Test func anyOtherCallbackDoesNot() {
        #expect(request()?.code(in: Self.callback, secret: "other") == nil)
        #expect(request(state: "mine")?.code(in: Self.callback, secret: "hush") == nil)
        #expect(request(shop: "other.myshopify.com")?.code(in: Self.callback, secret: "hush") == nil)
        for key in Self.callback.keys {
            var changed = Self.callback
            changed[key] = key == "hmac" ? String(repeating: "0", count: 64) : "changed"
            #expect(request()?.code(in: changed, secret: "hush") == nil, "\(key)")
            changed[key] = nil
            #expect(request()?.code(in: changed, secret: "hush") == nil, "\(key)")
        }
    }
}
