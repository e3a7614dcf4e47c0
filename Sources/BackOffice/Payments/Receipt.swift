/// A posted payment. Never changed.
public struct Receipt: Sendable, Hashable, Codable {
    public var no: String
    public var customerNo: String
    public var documentType: SalesDocumentType
    public var documentNo: String
    public var amount: Money
    public var paymentMethod: String
    /// `yyyy-MM-dd`.
    public var date: String
    public var externalID: String

    public init(no: String, customerNo: String, _ draft: ReceiptDraft) {
        self.no = no
        self.customerNo = customerNo
        documentType = draft.documentType
        documentNo = draft.documentNo
        amount = draft.amount
        paymentMethod = draft.paymentMethod
        date = draft.date
        externalID = draft.externalID
    }
}
