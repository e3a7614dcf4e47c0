import Hummingbird

/// One operation of the API: its route, who may call it, what it takes and answers, and what it does.
///
/// The router, the gate and the OpenAPI document are all made from the same list of endpoints, so that none can know a route the others do not.
struct Endpoint: Sendable {
    /// Who may call.
    enum Access: Sendable, Equatable {
        /// Anybody: health and the document itself.
        case open
        case role(Role)
    }

    /// A parameter in the query.
    struct QueryParameter: Sendable {
        let name: String
        let schema: Schema
        let help: String

        init(_ name: String, _ schema: Schema, _ help: String) {
            self.name = name
            self.schema = schema
            self.help = help
        }
    }

    /// An answer.
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let help: String
        let schema: Schema?
        let mediaType: String

        init(_ status: HTTPResponse.Status, _ help: String, _ schema: Schema? = nil, mediaType: String = "application/json") {
            self.status = status
            self.help = help
            self.schema = schema
            self.mediaType = mediaType
        }
    }

    let method: HTTPRequest.Method
    /// With parameters in braces: `/api/v1/shops/{code}`.
    let path: String
    let access: Access
    /// Unique, camelCase: what generated clients call the operation.
    let name: String
    let tag: String
    let summary: String
    var query: [QueryParameter] = []
    var body: Schema?
    /// Whether an empty body stands for `{}`.
    var bodyIsOptional = false
    let answers: [Answer]
    let handle: @Sendable (Call) async throws -> Response

    /// Whether the call changes something: then it takes an Idempotency-Key.
    var isWrite: Bool { method != .get && method != .head }

    /// What the audit trail calls it.
    var action: String { "\(method.rawValue) \(path)" }

    /// The names in braces, in order.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The path as Hummingbird writes it.
    var routerPath: RouterPath {
        RouterPath(
            path.split(separator: "/").map { $0.hasPrefix("{") ? ":" + $0.dropFirst().dropLast() : String($0) }.joined(separator: "/")
        )
    }
}
