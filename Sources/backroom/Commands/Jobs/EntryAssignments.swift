import Foundation
import JobQueue
import WebClient

/// `key=value` pairs of `jobs set` as the changes of an entry's JSON.
struct EntryAssignments {
    let entry: Entry
    let pairs: [KeyValue]

    init(entry: Entry, _ pairs: [KeyValue]) {
        self.entry = entry
        self.pairs = pairs
    }

    /// Members that are whole numbers; everything else is text or null.
    private static let numbers: Set<String> = ["maximumAttempts", "rerunDelay", "timeout", "inactivityTimeout"]

    /// Members that an entry always has: an empty value cannot clear them.
    private static let required: Set<String> = [
        "description", "parameters", "priority", "maximumAttempts", "rerunDelay", "timeout", "onFailure",
    ]

    func changes() throws -> EntryChanges {
        var members: [String: JSONValue] = [:]
        var recurrence = try entry.recurrence.map { try JSONCoding.value($0.fields) }?.members ?? [:]
        var parameters = entry.parameters
        var notify = try entry.notify.map { try JSONCoding.value($0) }?.members ?? [:]
        for pair in pairs {
            let value: JSONValue = pair.value.isEmpty ? .null : .string(pair.value)
            if let key = Self.suffix(pair.key, "recurrence.") {
                recurrence[key] = key == "every" ? try Self.number(pair) : key == "days" ? .array(value == .null ? [] : [value]) : value
                members["recurrence"] = .object(recurrence)
            } else if let key = Self.suffix(pair.key, "parameters.") {
                parameters[key] = value == .null ? nil : value
                members["parameters"] = .object(parameters)
            } else if let key = Self.suffix(pair.key, "notify.") {
                guard ["onFailure", "onSuccess"].contains(key) else {
                    throw Failure(.wrongUse, code: "invalid", "\(pair.key) is unknown; known are notify.onFailure and notify.onSuccess.")
                }
                notify[key] = .array(pair.value.split(separator: ",").map { .string($0.trimmingCharacters(in: .whitespaces)) })
                members["notify"] = .object(notify)
            } else {
                if value == .null, Self.required.contains(pair.key) {
                    throw Failure(.wrongUse, code: "invalid", "\(pair.key) cannot be empty.")
                }
                members[pair.key] = Self.numbers.contains(pair.key) ? try Self.number(pair) : value
            }
        }
        do {
            return try JSONCoding.decoder().decode(EntryChanges.self, from: JSONCoding.encoder().encode(JSONValue.object(members)))
        } catch let error as DecodingError {
            throw Failure(.wrongUse, code: "invalid", error.sentence)
        }
    }

    private static func number(_ pair: KeyValue) throws -> JSONValue {
        if pair.value.isEmpty { return .null }
        guard let number = Int64(pair.value) else {
            throw Failure(.wrongUse, code: "invalid", "\(pair.key) must be a whole number, not “\(pair.value)”.")
        }
        return .integer(number)
    }

    private static func suffix(_ text: String, _ prefix: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}

extension DecodingError {
    /// Where and what, in words.
    var sentence: String {
        let context: Context? =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        let place = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
        return "\(place.isEmpty ? "The value" : place) is wrong: \(context?.debugDescription ?? "")"
    }
}
