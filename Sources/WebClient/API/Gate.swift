import Foundation
import Hummingbird
import JobQueue
import Logging

/// The one door of the API: who asks, may he, is what he sends right, was it sent before.
///
/// Every endpoint is called through here and only here, so that a forgotten check cannot exist.
struct Gate: Sendable {
    let authenticate: @Sendable (Request, WebContext) async throws -> Principal?
    let idempotency: Idempotency
    let components: [String: Schema]
    let audit: AuditTrail

    /// Answers one request of one endpoint.
    func respond(to request: Request, _ context: WebContext, _ endpoint: Endpoint) async throws -> Response {
        var context = context
        context.principal = try await admit(request, context, endpoint)
        if let principal = context.principal { context.logger[metadataKey: "principal"] = "\(principal.name)" }
        try checkQuery(request, endpoint)
        guard endpoint.isWrite, let principal = context.principal else { return try await answer(request, context, endpoint) }
        let (body, text) = try await readBody(request, endpoint)
        let subject = AuditTrail.Subject(principal, endpoint.action, fields: Self.names(body))
        return try await audit.recording(subject, request, context) { try await answer(request, context, endpoint, body, text) }
    }

    /// The names of what is sent: members, and the settings among them.
    private static func names(_ body: JSONValue) -> [String] {
        let members = body.members ?? [:]
        return members.keys.filter { $0 != "settings" } + (members["settings"]?.members ?? [:]).keys
    }

    private func answer(_ request: Request, _ context: WebContext, _ endpoint: Endpoint, _ body: JSONValue = [:], _ text: String = "")
        async throws -> Response
    {
        let call = Call(request: request, context: context, body: body)
        guard endpoint.isWrite, let key = request.headers[.idempotencyKey], let principal = context.principal else {
            return try await endpoint.handle(call)
        }
        return try await idempotency.once(key: key, principal: principal.name, request: request, body: text) {
            do {
                return try await endpoint.handle(call)
            } catch {
                // A refusal is remembered like an answer: the same key gets the same words.
                return try Problem(classifying: error).response()
            }
        }
    }

    private func admit(_ request: Request, _ context: WebContext, _ endpoint: Endpoint) async throws -> Principal? {
        guard case .role(let needed) = endpoint.access else { return nil }
        guard let principal = try await authenticate(request, context) else {
            throw Problem(
                .unauthorized,
                code: "unauthorized",
                "Send a valid token: Authorization: Bearer br_… (make one with “backroom token create”)."
            )
        }
        guard principal.role >= needed else {
            await audit.keep(AuditTrail.Subject(principal, endpoint.action), request, context, status: 403)
            throw Problem(
                .forbidden,
                code: "forbidden",
                "This needs the role \(needed.rawValue); “\(principal.name)” has \(principal.role.rawValue)."
            )
        }
        return principal
    }

    private func checkQuery(_ request: Request, _ endpoint: Endpoint) throws {
        var errors: [Problem.FieldError] = []
        for (name, value) in request.uri.queryParameters {
            guard let parameter = endpoint.query.first(where: { $0.name == name }) else {
                let known = endpoint.query.map(\.name).sorted().joined(separator: ", ")
                errors.append(
                    .init(
                        field: String(name),
                        message: known.isEmpty ? "no parameter is known here" : "is not known here; known are: \(known)"
                    )
                )
                continue
            }
            errors += parameter.schema.problems(in: parameter.schema.queryValue(String(value)), at: parameter.name, components: components)
        }
        guard errors.isEmpty else {
            throw Problem(
                .badRequest,
                code: "invalid_parameter",
                errors.map { "\($0.field): \($0.message)" }.joined(separator: "; "),
                errors: errors
            )
        }
    }

    private func readBody(_ request: Request, _ endpoint: Endpoint) async throws -> (JSONValue, String) {
        guard endpoint.isWrite else { return ([:], "") }
        let buffer = try await BodyReader.collect(request)
        guard let schema = endpoint.body else { return ([:], "") }
        if buffer.readableBytes == 0, endpoint.bodyIsOptional { return ([:], "") }
        if let type = request.headers[.contentType], !type.lowercased().hasPrefix("application/json") {
            throw Problem(.unsupportedMediaType, code: "unsupported_media_type", "The body must be application/json, not \(type).")
        }
        let data = Data(buffer.readableBytesView)
        guard let value = try? JSONCoding.decoder().decode(JSONValue.self, from: data) else {
            throw Problem.badRequest("invalid_json", "The body is not valid JSON.")
        }
        let errors = schema.problems(in: value, components: components)
        guard errors.isEmpty else { throw Problem.invalid(errors) }
        return (value, String(decoding: data, as: UTF8.self))
    }
}

extension Schema {
    /// A query's text as the JSON value that the schema expects, left a string when it is none.
    fileprivate func queryValue(_ text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .boolean: text == "true" ? true : text == "false" ? false : .string(text)
        case .nullable(let schema): schema.queryValue(text)
        default: .string(text)
        }
    }
}
