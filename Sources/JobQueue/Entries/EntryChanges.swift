public import Foundation

/// What to change in an entry; what stays nil stays as it is. An optional field is cleared by `.some(nil)` (JSON `null`).
public struct EntryChanges: Sendable {
    public var description: String?
    public var shop: String??
    /// Replaces all parameters.
    public var parameters: [String: JSONValue]?
    public var category: String??
    public var priority: Priority?
    public var earliestStart: Date??
    public var expiration: Date??
    public var recurrence: Recurrence??
    public var maximumAttempts: Int?
    public var rerunDelay: Int?
    public var timeout: Int?
    public var onFailure: OnFailure?
    public var inactivityTimeout: Int??
    public var notify: Notify??
    public var owner: String??
    public var language: String??

    public init() {}

    /// A change of one of these needs the locks or the next start worked out anew.
    var touchesLocks: Bool { shop != nil || parameters != nil || category != nil }
    var touchesSchedule: Bool { earliestStart != nil || recurrence != nil }
}

extension EntryChanges: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case description, shop, parameters, category, priority, earliestStart, expiration, recurrence, maximumAttempts, rerunDelay
        case timeout, onFailure, inactivityTimeout, notify, owner, language
    }

    /// The body of a `PATCH`: the names of an entry's JSON. A name that cannot be changed is refused.
    public init(from decoder: any Decoder) throws {
        let names = Set(CodingKeys.allCases.map(\.rawValue))
        if let unknown = try decoder.container(keyedBy: AnyKey.self).allKeys.first(where: { names.contains($0.stringValue) == false }) {
            throw JobQueueError.invalid(unknown.stringValue, "An entry's \(unknown.stringValue) cannot be changed.")
        }
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func optional<T: Decodable>(_ type: T.Type, _ key: CodingKeys) throws -> T?? {
            values.contains(key) ? .some(try values.decodeIfPresent(type, forKey: key)) : nil
        }
        description = try values.decodeIfPresent(String.self, forKey: .description)
        shop = try optional(String.self, .shop)
        parameters = try values.decodeIfPresent([String: JSONValue].self, forKey: .parameters)
        category = try optional(String.self, .category)
        priority = try values.decodeIfPresent(Priority.self, forKey: .priority)
        earliestStart = try optional(Date.self, .earliestStart)
        expiration = try optional(Date.self, .expiration)
        recurrence = try optional(Recurrence.self, .recurrence)
        maximumAttempts = try values.decodeIfPresent(Int.self, forKey: .maximumAttempts)
        rerunDelay = try values.decodeIfPresent(Int.self, forKey: .rerunDelay)
        timeout = try values.decodeIfPresent(Int.self, forKey: .timeout)
        onFailure = try values.decodeIfPresent(OnFailure.self, forKey: .onFailure)
        inactivityTimeout = try optional(Int.self, .inactivityTimeout)
        notify = try optional(Notify.self, .notify)
        owner = try optional(String.self, .owner)
        language = try optional(String.self, .language)
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
