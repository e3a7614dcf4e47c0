import Foundation
import ShopifyAdmin

extension Shops {
    /// Where a browser is sent for the merchant's consent (authorization-code grant).
    /// - Parameters:
    ///   - redirect: where Shopify sends the browser back; it must be among the addresses that the app allows.
    ///   - state: a secret of the browser that begins.
    /// - Throws: `ConnectorError` `invalidValue` when the app's id and secret are not known.
    public func beginConnecting(_ code: String, redirect: String, state: String) async throws -> String {
        let (shop, app) = try await app(of: code)
        return try request(shop, app.id, redirect, state).url
    }

    /// Takes the callback: verifies that it belongs to what was begun and comes from Shopify, exchanges its code for a token that expires
    /// and is refreshed, and stores it. The shop is enabled: connecting is a person's wish that it works.
    /// - Parameter query: the callback's parameters, decoded.
    @discardableResult
    public func finishConnecting(_ code: String, query: [String: String], redirect: String, state: String) async throws -> Shop {
        let (shop, app) = try await app(of: code)
        let request = try request(shop, app.id, redirect, state)
        guard let grant = request.code(in: query, secret: app.secret) else {
            throw ConnectorError(
                .refusedByShopify,
                "The answer does not belong to this request or was not signed by Shopify. Begin again with Connect.",
                record: shop.code
            )
        }
        let source = TokenEndpoint(AdminEndpoint(shop: shop.domain, base: shop.endpoint), transport: clients.transport, time: clients.time)
        let token = try await source.grant(.authorizationCode(id: app.id, secret: app.secret, code: grant))
        guard let refresh = token.refreshToken, let expires = token.expiresAt else {
            // An app that is not asked to have expiring tokens gets one for good; its webhooks are signed all the same.
            try await setCredentials(shop.code, .signedToken(token.value, secret: app.secret))
            return try await enable(shop.code)
        }
        try await setCredentials(
            shop.code,
            .authorization(
                clientID: app.id,
                clientSecret: app.secret,
                accessToken: token.value,
                refreshToken: refresh,
                expires: expires
            )
        )
        return try await enable(shop.code)
    }

    private func app(of code: String) async throws -> (Shop, (id: String, secret: String)) {
        let shop = try await show(code)
        guard let app = try await credentials(of: shop.code).app else {
            throw ConnectorError(
                .invalidValue,
                "Shop \(shop.code) is entered by an access token. To connect it, enter the app's client id and secret.",
                record: shop.code,
                field: "credentials"
            )
        }
        return (shop, app)
    }

    private func request(_ shop: Shop, _ id: String, _ redirect: String, _ state: String) throws -> AuthorizationRequest {
        let made = AuthorizationRequest(
            shop: shop.domain,
            clientID: id,
            scopes: AccessScopes.requested,
            redirect: redirect,
            state: state,
            base: shop.endpoint
        )
        guard let made else {
            throw ConnectorError(
                .invalidValue,
                "\(shop.domain) is no myshopify.com address: Shopify connects shops by that one.",
                record: shop.code,
                field: "url"
            )
        }
        return made
    }
}
