import Foundation
import Hummingbird
import JobQueue

/// One checked call of an endpoint: its parameters exist, its body fits the schema, its caller may do it.
struct Call: Sendable {
    let request: Request
    let context: WebContext
    /// The body, `{}` when there was none and none was needed.
    let body: JSONValue

    /// A parameter of the path.
    func path(_ name: String) throws -> String {
        try context.parameters.require(name)
    }

    /// A parameter of the query, nil when it is absent or blank.
    func query(_ name: String) -> String? {
        guard let text = request.uri.queryParameters[Substring(name)].map(String.init), !text.isEmpty else { return nil }
        return text
    }

    /// The body as a value of this type.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        do {
            return try JSONCoding.decoder().decode(type, from: JSONCoding.encoder().encode(body))
        } catch let error as DecodingError {
            throw Problem.invalid([error.fieldError])
        }
    }

    /// The name of who calls: an entry's owner, the audit trail's subject.
    var caller: String { context.principal?.name ?? "anonymous" }
}

extension DecodingError {
    /// The place and what was expected there.
    var fieldError: Problem.FieldError {
        let (context, message): (Context, String) =
            switch self {
            case .typeMismatch(_, let context): (context, context.debugDescription)
            case .valueNotFound(_, let context): (context, "must not be null")
            case .keyNotFound(let key, let context): (context, "“\(key.stringValue)” is missing")
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (Context(codingPath: [], debugDescription: ""), "cannot be read")
            }
        let place = context.codingPath.map(\.stringValue).joined(separator: ".")
        return .init(field: place.isEmpty ? "body" : place, message: message)
    }
}
