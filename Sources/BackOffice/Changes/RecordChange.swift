/// What changes, or would change: one field of one record.
public struct RecordChange: Sendable, Hashable, Codable {
    /// `item 1000`, `variant RED of item 1000`.
    public var record: String
    /// The field's name; what is created has an empty `from`.
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
