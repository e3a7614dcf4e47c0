import JobQueue

extension Schema {
    /// The schema in the words of JSON Schema 2020-12, which OpenAPI 3.1 uses.
    var document: JSONValue {
        switch self {
        case .string(let format, let choices, let pattern, let maximumLength):
            var members: [String: JSONValue] = ["type": "string"]
            if let format { members["format"] = .string(format) }
            if let choices { members["enum"] = .array(choices.map(JSONValue.string)) }
            if let pattern { members["pattern"] = .string(pattern) }
            if let maximumLength { members["maxLength"] = .integer(Int64(maximumLength)) }
            return .object(members)
        case .integer(let minimum, let maximum):
            var members: [String: JSONValue] = ["type": "integer"]
            if let minimum { members["minimum"] = .integer(Int64(minimum)) }
            if let maximum { members["maximum"] = .integer(Int64(maximum)) }
            return .object(members)
        case .number:
            return ["type": "number"]
        case .boolean:
            return ["type": "boolean"]
        case .array(let element, let minimumCount):
            var members: [String: JSONValue] = ["type": "array", "items": element.document]
            if let minimumCount { members["minItems"] = .integer(Int64(minimumCount)) }
            return .object(members)
        case .object(let list, let open):
            return Self.objectDocument(list, open: open)
        case .map(let value):
            return ["type": "object", "additionalProperties": value.document]
        case .nullable(let schema):
            return ["anyOf": [schema.document, ["type": "null"]]]
        case .reference(let name):
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .anything:
            return [:]
        }
    }

    private static func objectDocument(_ list: [Member], open: Bool) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in list {
            var document = member.schema.document
            if let help = member.help, case .object(var members) = document {
                members["description"] = .string(help)
                document = .object(members)
            }
            properties[member.name] = document
        }
        var members: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        let required = list.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members["required"] = .array(required) }
        if !open { members["additionalProperties"] = false }
        return .object(members)
    }
}
