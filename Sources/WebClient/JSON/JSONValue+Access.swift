public import JobQueue

extension JSONValue {
    /// The member with this name, when this is an object that has one.
    public subscript(_ name: String) -> JSONValue? {
        members?[name]
    }

    /// The text, when this is a string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements, when this is an array.
    public var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, when this is an object.
    public var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// What a person types for this value: a string without its quotes, everything else as JSON.
    public var plainText: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let value): value
        case .array, .object: (try? JSONCoding.text(self)) ?? ""
        }
    }
}
