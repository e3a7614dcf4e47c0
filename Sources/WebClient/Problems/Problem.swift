import Foundation
public import Hummingbird

/// An error as the API answers it: `application/problem+json` (RFC 9457) with a stable `code`.
///
/// `detail` is a sentence that the caller can act on. `field` names the member or parameter that is wrong, `errors` lists several at once.
public struct Problem: HTTPResponseError, Equatable {
    /// One wrong member of a request.
    public struct FieldError: Codable, Sendable, Equatable {
        /// Where it stands: `recurrence.every`, or the name of a query parameter.
        public let field: String
        /// What is expected there.
        public let message: String

        public init(field: String, message: String) {
            self.field = field
            self.message = message
        }
    }

    public let status: HTTPResponse.Status
    /// Stable and documented; scripts compare this, never the sentence.
    public let code: String
    public let detail: String
    public let errors: [FieldError]
    /// Seconds after which trying again makes sense.
    public let retryAfter: Int?

    public init(_ status: HTTPResponse.Status, code: String, _ detail: String, errors: [FieldError] = [], retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.retryAfter = retryAfter
    }

    /// The document that goes out.
    public struct Document: Codable, Sendable, Equatable {
        public let type: String
        public let title: String
        public let status: Int
        public let code: String
        public let detail: String
        public let errors: [FieldError]?
    }

    public var document: Document {
        Document(
            type: "about:blank",
            title: status.reasonPhrase,
            status: status.code,
            code: code,
            detail: detail,
            errors: errors.isEmpty ? nil : errors
        )
    }

    public func response(from request: Request, context: some RequestContext) throws -> Response {
        try response()
    }

    /// The answer itself; a 401 names the scheme it wants, a wait its length.
    func response() throws -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json; charset=utf-8", .cacheControl: "no-store"]
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"backroom\"" }
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        let body = try JSONCoding.encoder().encode(document)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension Problem {
    static func notFound(_ what: String, _ name: String) -> Problem {
        Problem(.notFound, code: "not_found", "There is no \(what) “\(name)”.")
    }

    static func invalid(_ errors: [FieldError]) -> Problem {
        let detail = errors.count == 1 ? "\(errors[0].field): \(errors[0].message)" : "\(errors.count) values are wrong."
        return Problem(.unprocessableContent, code: "invalid_request", detail, errors: errors)
    }

    static func badRequest(_ code: String, _ detail: String) -> Problem {
        Problem(.badRequest, code: code, detail)
    }
}
