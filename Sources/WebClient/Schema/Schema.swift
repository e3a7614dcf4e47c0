/// The shape of a JSON document, written once: the OpenAPI document prints it, and every request body is checked against it.
public indirect enum Schema: Sendable {
    case string(format: String? = nil, choices: [String]? = nil, pattern: String? = nil, maximumLength: Int? = nil)
    case integer(minimum: Int? = nil, maximum: Int? = nil)
    case number
    case boolean
    case array(Schema, minimumCount: Int? = nil)
    /// Named members. `open` objects may carry members that are not listed.
    case object([Member], open: Bool = false)
    /// Free names, values of one shape.
    case map(Schema)
    case nullable(Schema)
    /// A named schema under `components`.
    case reference(String)
    case anything

    /// One member of an object.
    public struct Member: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        let help: String?

        /// A member that must be there.
        public static func required(_ name: String, _ schema: Schema, _ help: String? = nil) -> Member {
            Member(name: name, schema: schema, isRequired: true, help: help)
        }

        /// A member that may be left out.
        public static func optional(_ name: String, _ schema: Schema, _ help: String? = nil) -> Member {
            Member(name: name, schema: schema, isRequired: false, help: help)
        }
    }

    /// Plain text of any length that a request may carry.
    static var text: Schema { .string() }
    /// An RFC 3339 instant.
    static var instant: Schema { .string(format: "date-time") }
    /// A UUID in lower-case text.
    static var identifier: Schema { .string(format: "uuid") }
    /// Exact decimal in text, so that no reader rounds it.
    static var decimal: Schema { .string(pattern: "^-?[0-9]+(\\.[0-9]+)?$") }
}
