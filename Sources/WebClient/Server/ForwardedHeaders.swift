import HTTPTypes
import Hummingbird

/// What a proxy says about the client counts only if the proxy is trusted; from anybody else it is taken away, so that nothing behind this
/// can be misled. Afterwards `X-Forwarded-Proto` says `https` exactly when the client speaks TLS.
struct ForwardedHeaders: RouterMiddleware {
    typealias Context = WebContext

    let proxies: TrustedProxies
    /// Whether the server itself speaks TLS.
    let isTLS: Bool

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        var head = request.head
        var context = context
        context.isSecure = isTLS
        if proxies.contains(context.remoteAddress) {
            if let scheme = request.headers[.forwardedProto] {
                context.isSecure = isTLS || scheme.split(separator: ",").last?.lowercased().contains("https") == true
            }
            if let clients = request.headers[.forwardedFor] {
                context.remoteAddress = proxies.client(clients, peer: context.remoteAddress)
            }
            if let host = request.headers[.forwardedHost], !host.isEmpty { head.authority = host }
        }
        head.headerFields[.forwardedFor] = nil
        head.headerFields[.forwardedHost] = nil
        head.headerFields[.forwardedProto] = context.isSecure ? "https" : nil
        return try await next(Request(head: head, body: request.body), context)
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name.known("X-Forwarded-For")
    static let forwardedHost = HTTPField.Name.known("X-Forwarded-Host")
}
