/// What a task would do: one field of one record.
public struct PlannedChange: Sendable, Hashable, Codable {
    public var record: String
    public var field: String
    public var from: String
    public var to: String

    public init(record: String, field: String, from: String, to: String) {
        self.record = record
        self.field = field
        self.from = from
        self.to = to
    }
}
