/// A posted invoice or credit memo that is not paid in full.
public struct OpenDocument: Sendable, Hashable, Codable {
    public var type: SalesDocumentType
    public var no: String
    /// The order it was posted from; empty when it came without one.
    public var orderNo: String
    public var externalDocumentNo: String
    /// The shop's id of the order.
    public var externalID: String
    public var customerNo: String
    public var total: Money
    public var remaining: Money

    public init(
        type: SalesDocumentType,
        no: String,
        orderNo: String,
        externalDocumentNo: String,
        externalID: String,
        customerNo: String,
        total: Money,
        remaining: Money
    ) {
        self.type = type
        self.no = no
        self.orderNo = orderNo
        self.externalDocumentNo = externalDocumentNo
        self.externalID = externalID
        self.customerNo = customerNo
        self.total = total
        self.remaining = remaining
    }
}
