public import Foundation

/// A record that could not be synchronized: parked with its error until it succeeds or a person dismisses it. The task's cursor goes on.
public struct SkippedRecord: Sendable, Hashable, Codable {
    public var id: String
    public var shop: String
    /// The task's name.
    public var task: String
    /// Shopify's id, or our number.
    public var record: String
    /// What people call it.
    public var name: String
    public var reason: String
    public var code: String
    public var field: String?
    public var attempts: Int
    public var nextTry: Date
    public var since: Date
    public var lastTry: Date

    /// The pause after so many failures: 1 minute, doubling, at most 6 hours.
    static func delay(afterAttempts attempts: Int) -> TimeInterval {
        min(60 * Double(1 << min(max(attempts - 1, 0), 12)), 6 * 3600)
    }
}

extension SkippedRecord {
    private enum Key: String, CodingKey { case id, shop, task, record, name, reason, code, field, attempts, nextTry, since, lastTry }

    /// The JSON of commands and the API.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(shop, forKey: .shop)
        try container.encode(task, forKey: .task)
        try container.encode(record, forKey: .record)
        try container.encode(name, forKey: .name)
        try container.encode(reason, forKey: .reason)
        try container.encode(code, forKey: .code)
        try container.encode(field, forKey: .field)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(Instants.text(nextTry), forKey: .nextTry)
        try container.encode(Instants.text(since), forKey: .since)
        try container.encode(Instants.text(lastTry), forKey: .lastTry)
    }
}
