/// A back office that takes payments for posted invoices and credit memos.
public protocol ReceiptPosting: BackOffice {
    /// What is still to be paid, of orders with these ids at the shop.
    func openDocuments(externalIDs: Set<String>) async throws -> [OpenDocument]

    /// Idempotent by key, like `createSalesDocument`. More than the remaining amount fails with `exceedsOutstanding`.
    func postReceipt(_ draft: ReceiptDraft, key: String) async throws -> Receipt
}
