public import BackOffice

/// Which sales documents a list shows.
public struct DocumentFilter: Sendable, Hashable {
    /// Empty: all types.
    public var types: Set<SalesDocumentType>
    /// Empty: all.
    public var statuses: Set<SalesDocumentStatus>
    /// Empty: all.
    public var customerNo: String
    /// The document's or the shop's number; empty: all.
    public var number: String

    public var oldestFirst = false

    public init(
        types: Set<SalesDocumentType> = [],
        statuses: Set<SalesDocumentStatus> = [],
        customerNo: String = "",
        number: String = ""
    ) {
        self.types = types
        self.statuses = statuses
        self.customerNo = customerNo
        self.number = number
    }
}
