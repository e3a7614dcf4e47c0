/// Money that came in for an invoice, or went out for a credit memo.
public struct ReceiptDraft: Sendable, Hashable, Codable {
    /// `invoice` or `creditMemo`.
    public var documentType: SalesDocumentType
    public var documentNo: String
    /// Above zero, in the document's currency.
    public var amount: Money
    public var paymentMethod: String
    /// `yyyy-MM-dd`.
    public var date: String
    /// The payment's id at the shop or payment provider.
    public var externalID: String

    public init(
        documentType: SalesDocumentType = .invoice,
        documentNo: String,
        amount: Money,
        paymentMethod: String = "",
        date: String,
        externalID: String = ""
    ) {
        self.documentType = documentType
        self.documentNo = documentNo
        self.amount = amount
        self.paymentMethod = paymentMethod
        self.date = date
        self.externalID = externalID
    }
}
