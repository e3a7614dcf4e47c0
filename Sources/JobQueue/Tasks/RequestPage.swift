import Foundation

/// Checks what was entered on a task's request page, and makes the one canonical text of it that is stored and compared.
struct RequestPage: Sendable {
    let fields: [ParameterDescription]

    /// The values with defaults filled in and texts from a command line made typed.
    /// - Throws: ``JobQueueError`` `invalid` that names the key: unknown, missing, or of the wrong type.
    func validated(_ values: [String: JSONValue]) throws -> [String: JSONValue] {
        let known = Dictionary(fields.map { ($0.key, $0) }) { first, _ in first }
        for key in values.keys.sorted() where known[key] == nil {
            let names = fields.map(\.key).joined(separator: ", ")
            let hint = names.isEmpty ? "The task takes no parameters." : "It takes: \(names)."
            throw JobQueueError.invalid("parameters.\(key)", "There is no parameter \(key). \(hint)")
        }
        var result: [String: JSONValue] = [:]
        for field in fields {
            let value = values[field.key] ?? .null
            if value == .null {
                if let standard = field.defaultValue {
                    result[field.key] = standard
                } else if field.isRequired {
                    throw JobQueueError.invalid("parameters.\(field.key)", "The parameter \(field.key) is missing: \(field.help)")
                }
            } else {
                result[field.key] = try typed(value, field)
            }
        }
        return result
    }

    private func typed(_ value: JSONValue, _ field: ParameterDescription) throws -> JSONValue {
        switch (field.type, value) {
        case (.text, .string), (.integer, .integer), (.boolean, .bool): return value
        case (.integer, .string(let text)):
            if let number = Int64(text) { return .integer(number) }
        case (.boolean, .string(let text)):
            if let flag = ["true": true, "yes": true, "1": true, "false": false, "no": false, "0": false][text.lowercased()] {
                return .bool(flag)
            }
        case (.decimal, .integer(let number)): return .string(String(number))
        case (.decimal, .number(let number)): return .string("\(number)")
        case (.decimal, .string(let text)):
            if text.wholeMatch(of: /[+-]?[0-9]+(\.[0-9]+)?/) != nil { return value }
        case (.date, .string(let text)):
            if Instants.isDay(text) { return value }
        case (.instant, .string(let text)):
            if Instants.parse(text) != nil { return value }
        case (.choice, .string(let text)):
            if let choice = field.choices.first(where: { $0.lowercased() == text.lowercased() }) { return .string(choice) }
        case (.list, .string(let text)):
            return try list(text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }, field)
        case (.list, .array(let values)):
            let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
            if texts.count == values.count { return try list(texts, field) }
        default: break
        }
        throw JobQueueError.invalid("parameters.\(field.key)", "The parameter \(field.key) must be \(wanted(field)).")
    }

    private func list(_ texts: [String], _ field: ParameterDescription) throws -> JSONValue {
        guard field.choices.isEmpty == false else { return .array(texts.map { .string($0) }) }
        return .array(
            try texts.map { text in
                guard let choice = field.choices.first(where: { $0.lowercased() == text.lowercased() }) else {
                    throw JobQueueError.invalid(
                        "parameters.\(field.key)",
                        "The parameter \(field.key) must be \(wanted(field)), not \(text)."
                    )
                }
                return .string(choice)
            }
        )
    }

    private func wanted(_ field: ParameterDescription) -> String {
        switch field.type {
        case .text: "a text"
        case .integer: "a whole number"
        case .decimal: "a decimal number such as 12.50"
        case .boolean: "true or false"
        case .date: "a day such as 2026-08-24"
        case .instant: "an instant such as 2026-08-24T10:00:00Z"
        case .choice: "one of \(field.choices.joined(separator: ", "))"
        case .list: field.choices.isEmpty ? "a list of texts" : "a list of \(field.choices.joined(separator: ", "))"
        }
    }
}
