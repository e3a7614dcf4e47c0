/// A part of a list.
public struct Page<Record: Sendable>: Sendable {
    public let records: [Record]
    /// Where the next page begins; nil at the end.
    public let next: String?

    public init(records: [Record], next: String?) {
        self.records = records
        self.next = next
    }
}

extension Page: Equatable where Record: Equatable {}

extension Page: Encodable where Record: Encodable {}
