import Foundation

/// The three parts of a GraphQL answer, cut out of its body without being decoded.
struct GraphQLBody {
    /// `nil` when absent or null.
    let data: RawJSON?
    let errors: [GraphQLError]
    let cost: AdminCost?

    private struct Extensions: Decodable {
        let cost: AdminCost?
    }

    /// Throws `JSONScanner.Malformed` or `DecodingError` when the body is cut off, or no GraphQL answer.
    init(_ body: Data) throws {
        let members = try JSONScanner.members(of: body)
        func part(_ key: String) -> RawJSON? {
            members.last { $0.key == key }.map { RawJSON($0.value) }.flatMap { $0.isNull ? nil : $0 }
        }
        data = part("data")
        if let raw = part("errors") {
            if let text = try? raw.decode(String.self) {
                errors = [GraphQLError(message: text)]
            } else {
                errors = try raw.decode([GraphQLError].self)
            }
        } else {
            errors = []
        }
        // A cost in a shape that we do not know must not spoil the data.
        cost = part("extensions").flatMap { try? $0.decode(Extensions.self) }?.cost
        guard data != nil || !errors.isEmpty else { throw JSONScanner.Malformed(reason: "neither data nor errors", offset: 0) }
    }
}
