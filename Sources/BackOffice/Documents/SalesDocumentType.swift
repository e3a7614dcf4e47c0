/// What a sales document is for.
public enum SalesDocumentType: String, Sendable, Hashable, Codable, CaseIterable {
    /// To be shipped, then invoiced.
    case order
    /// Delivered already; to be paid.
    case invoice
    /// Money goes back; goods may have come back with it.
    case creditMemo
    /// Goods come back first, money later.
    case returnOrder

    /// The type in words: `sales order`, `credit memo`.
    public var title: String {
        switch self {
        case .order: "sales order"
        case .invoice: "sales invoice"
        case .creditMemo: "credit memo"
        case .returnOrder: "return order"
        }
    }
}
