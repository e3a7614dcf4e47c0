import Connector
import Foundation
import Hummingbird

/// *Connect* on the shop card: the merchant's consent in the browser, and back.
///
/// It begins with a link, not with a form: a form's redirect to another site is what the pages' content policy forbids. Beginning changes
/// nothing; only the administrator who began can finish.
struct ConnectPages: Sendable {
    let services: WebServices
    private var states: ConnectStates { ConnectStates(database: services.database) }
    private var shops: Shops { services.connector.shops }

    static let callback = "/oauth/shopify/callback"

    func begin(_ call: PageCall) async throws -> PageAnswer {
        let shop = try await shops.show(try call.path("code"))
        do {
            let state = try await states.begin(shop: shop.code, user: call.user.name)
            return .redirect(try await shops.beginConnecting(shop.code, redirect: redirect(call), state: state))
        } catch let error as ConnectorError {
            return .redirect("/shops/\(shop.code)", Notice(error.message, kind: "failure"))
        }
    }

    func finish(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = Dictionary(
            call.request.uri.queryParameters.map { (String($0.key), String($0.value)) },
            uniquingKeysWith: { first, _ in first }
        )
        let state = query["state"] ?? ""
        guard let code = try await states.finish(state, user: call.user.name) else {
            return .redirect("/shops", Notice(t(.connectEnded), kind: "failure"))
        }
        let audit = AuditTrail(database: services.database)
        let principal = Principal(name: call.user.name, role: call.user.role, proof: .session)
        let subject = AuditTrail.Subject(principal, "GET \(Self.callback) (\(code))")
        do {
            let shop = try await shops.finishConnecting(code, query: query, redirect: redirect(call), state: state)
            await audit.keep(subject, call.request, call.context, status: 200)
            return .redirect("/shops/\(shop.code)", Notice(t(.connected, shop.code), kind: "success"))
        } catch {
            let failure = Failure(classifying: error)
            await audit.keep(subject, call.request, call.context, status: Int(Problem(classifying: error).status.code))
            return .redirect("/shops/\(code)", Notice(failure.message, kind: "failure"))
        }
    }

    /// Where Shopify sends the browser back: the public address, else the one that this page was asked at.
    private func redirect(_ call: PageCall) -> String {
        if let url = services.connector.webhooks.publicURL {
            let base = url.absoluteString
            return (base.hasSuffix("/") ? String(base.dropLast()) : base) + Self.callback
        }
        return "\(call.context.isSecure ? "https" : "http")://\(call.request.head.authority ?? "127.0.0.1")\(Self.callback)"
    }
}
