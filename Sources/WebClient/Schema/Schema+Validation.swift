import Foundation
import JobQueue

extension Schema {
    /// What is wrong with a document, each by its place; empty when it fits.
    ///
    /// - Parameter components: the schemas that `reference` names.
    func problems(in value: JSONValue, at place: String = "", components: [String: Schema]) -> [Problem.FieldError] {
        func wrong(_ message: String) -> [Problem.FieldError] { [.init(field: place.isEmpty ? "body" : place, message: message)] }
        switch (self, value) {
        case (.anything, _):
            return []
        case (.nullable, .null):
            return []
        case (.nullable(let schema), _):
            return schema.problems(in: value, at: place, components: components)
        case (.reference(let name), _):
            guard let schema = components[name] else { preconditionFailure("the schema “\(name)” is not among the components") }
            return schema.problems(in: value, at: place, components: components)
        case (.string(let format, let choices, let pattern, let maximumLength), .string(let text)):
            return Self.textProblem(text, format, choices, pattern, maximumLength).map(wrong) ?? []
        case (.integer(let minimum, let maximum), .integer(let number)):
            if let minimum, number < minimum { return wrong("must be at least \(minimum)") }
            if let maximum, number > maximum { return wrong("must be at most \(maximum)") }
            return []
        case (.number, .integer), (.number, .number), (.boolean, .bool):
            return []
        case (.array(let element, let minimumCount), .array(let elements)):
            if let minimumCount, elements.count < minimumCount { return wrong("must have at least \(minimumCount) elements") }
            return elements.enumerated().flatMap { index, value in
                element.problems(in: value, at: "\(place)[\(index)]", components: components)
            }
        case (.map(let schema), .object(let members)):
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                schema.problems(in: value, at: Self.join(place, name), components: components)
            }
        case (.object(let list, let open), .object(let members)):
            return Self.memberProblems(list, open, members, place, components)
        default:
            return wrong("must be \(words)")
        }
    }

    private static func memberProblems(
        _ list: [Member],
        _ open: Bool,
        _ members: [String: JSONValue],
        _ place: String,
        _ components: [String: Schema]
    ) -> [Problem.FieldError] {
        var problems: [Problem.FieldError] = []
        for member in list {
            if let value = members[member.name] {
                problems += member.schema.problems(in: value, at: join(place, member.name), components: components)
            } else if member.isRequired {
                problems.append(.init(field: join(place, member.name), message: "is missing"))
            }
        }
        guard !open else { return problems }
        let known = Set(list.map(\.name))
        for name in members.keys.sorted() where !known.contains(name) {
            let names = list.map(\.name).sorted().joined(separator: ", ")
            problems.append(.init(field: join(place, name), message: "is not known here; known are: \(names)"))
        }
        return problems
    }

    private static func textProblem(
        _ text: String,
        _ format: String?,
        _ choices: [String]?,
        _ pattern: String?,
        _ maximumLength: Int?
    ) -> String? {
        // PostgreSQL has no text with a NUL, and no name or sentence needs one.
        if text.utf8.contains(0) { return "must not contain a NUL character" }
        if let choices, !choices.contains(text) { return "must be one of \(choices.joined(separator: ", "))" }
        if let maximumLength, text.unicodeScalars.count > maximumLength { return "must have at most \(maximumLength) characters" }
        if format == "date-time", Instant.parse(text) == nil { return "must be an RFC 3339 instant such as 2026-08-24T08:00:00Z" }
        if format == "uuid", UUID(uuidString: text) == nil { return "must be a UUID" }
        if let pattern, text.range(of: pattern, options: .regularExpression) == nil { return "must match \(pattern)" }
        return nil
    }

    private static func join(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// What is expected, in words.
    private var words: String {
        switch self {
        case .string: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .array: "an array"
        case .object, .map, .reference: "an object"
        case .nullable(let schema): "\(schema.words) or null"
        case .anything: "a value"
        }
    }
}
