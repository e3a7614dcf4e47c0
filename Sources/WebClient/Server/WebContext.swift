public import Hummingbird
import Logging
import NIOCore

/// What a request carries through the middleware to its handler.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Who asks; set by the gate, nil on open routes.
    public var principal: Principal?
    /// The address of the other end of the connection, for the access log and for throttling.
    public internal(set) var remoteAddress: String?
    /// Whether the client speaks TLS, with us or with a proxy that is trusted.
    public internal(set) var isSecure = false

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// The largest body of an API call or a form, in bytes.
    public var maxUploadSize: Int { Limits.bodyBytes }
}

/// The limits of a request.
enum Limits {
    /// The largest body, in bytes.
    static let bodyBytes = 1 << 20
    /// How long a body may take to arrive.
    static let bodySeconds = 15
    /// How long a connection may say nothing before it is closed.
    static let idleSeconds: Int64 = 60
    /// The most that a list answers at once.
    static let pageSize = 200
    static let defaultPageSize = 50
}
