import Hummingbird

/// The address under which the browser reached us: for links that a person passes on.
enum PublicAddress {
    static func of(_ request: Request) -> String {
        let scheme = request.headers[.forwardedProto] == "https" ? "https" : request.head.scheme ?? "http"
        return "\(scheme)://\(request.head.authority ?? "localhost")"
    }
}
