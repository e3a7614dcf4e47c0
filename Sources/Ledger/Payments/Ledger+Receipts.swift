public import BackOffice
import Foundation
import Storage

extension Ledger: ReceiptPosting {
    public func openDocuments(externalIDs: Set<String>) async throws -> [OpenDocument] {
        try await database.read { transaction in
            var open: [OpenDocument] = []
            for chunk in externalIDs.subtracting([""]).sorted().chunks(of: 500) {
                let rows = try transaction.rows(
                    """
                    SELECT * FROM ledger_sales_document
                    WHERE external_id <> '' AND external_id IN \(list: chunk) AND type IN ('invoice', 'creditMemo') AND status = 'posted'
                    ORDER BY posted_at, no
                    """
                )
                for row in rows {
                    let document = try DocumentRows.document(row)
                    let remaining = try Self.remaining(document, in: transaction)
                    if remaining.amount != 0 { open.append(OpenDocument(document, remaining: remaining)) }
                }
            }
            return open
        }
    }

    public func postReceipt(_ draft: ReceiptDraft, key: String) async throws -> Receipt {
        try IdempotencyKey.check(isUsable: key)
        let hash = try JSONText.hash(draft)
        return try await repeatingAfterRace {
            try await change { transaction in
                if let row = try transaction.first("SELECT * FROM ledger_receipt WHERE creation_key = \(key)") {
                    let no: String = try row.get("no")
                    try IdempotencyKey.check(key, hash: hash, against: try row.get("creation_hash"), record: "receipt \(no)")
                    return Receipt(no: no, customerNo: try row.get("customer_no"), draft)
                }
                let document = try Self.document(draft.documentType, draft.documentNo, in: transaction)
                try Self.check(draft, against: document, remaining: try Self.remaining(document, in: transaction))
                let no = try NumberSeries.receipt.next(in: transaction) { no in
                    try transaction.first("SELECT no FROM ledger_receipt WHERE no = \(no)") != nil
                }
                try transaction.execute(
                    """
                    INSERT INTO ledger_receipt (no, creation_key, creation_hash, customer_no, document_type, document_no, amount, currency,
                        payment_method, date, external_id)
                    VALUES (\(no), \(key), \(hash), \(document.billToCustomerNo), \(document.type.rawValue), \(document.no),
                        \(draft.amount.amount), \(draft.amount.currency.rawValue), \(draft.paymentMethod), \(draft.date),
                        \(draft.externalID))
                    """
                )
                try transaction.recordChanges(.document, [ChangedRecord(no: document.no, variant: document.type.rawValue)])
                return Receipt(no: no, customerNo: document.billToCustomerNo, draft)
            }
        }
    }

    private static func check(_ draft: ReceiptDraft, against document: SalesDocument, remaining: Money) throws {
        func refuse(_ code: BackOfficeError.Code, _ field: String, _ sentence: String, _ mend: String) -> BackOfficeError {
            BackOfficeError(code, record: document.record, field: field, sentence: sentence, mend: mend)
        }
        guard document.type == .invoice || document.type == .creditMemo, document.status == .posted else {
            throw refuse(.invalidValue, "documentNo", "\(document.record) is no posted invoice or credit memo.", "Post it first.")
        }
        guard CalendarDay(draft.date) != nil else {
            throw refuse(.invalidValue, "date", "\"\(draft.date)\" is no day.", "Use the form 2026-01-31.")
        }
        guard draft.amount.currency == document.currency else {
            throw refuse(
                .invalidValue,
                "amount",
                "\(document.record) is in \(document.currency), the payment in \(draft.amount.currency).",
                "Pay in the currency of the document."
            )
        }
        guard draft.amount.amount > 0, draft.amount.isPayable else {
            throw refuse(.invalidValue, "amount", "\(draft.amount) is no amount that can be paid.", "Give an amount above zero.")
        }
        guard draft.amount.amount <= remaining.amount else {
            throw refuse(
                .exceedsOutstanding,
                "amount",
                "\(draft.amount) is more than the \(remaining) that \(document.record) is still open with.",
                "Split the payment over the documents it pays."
            )
        }
    }

    private static func remaining(_ document: SalesDocument, in transaction: Transaction) throws -> Money {
        var remaining = document.total
        try transaction.forEach(
            "SELECT amount FROM ledger_receipt WHERE document_type = \(document.type.rawValue) AND document_no = \(document.no)"
        ) { row in
            remaining.amount -= try ItemRows.decimal(row, "amount")
        }
        return remaining
    }
}

extension OpenDocument {
    fileprivate init(_ document: SalesDocument, remaining: Money) {
        self.init(
            type: document.type,
            no: document.no,
            orderNo: document.orderNo,
            externalDocumentNo: document.externalDocumentNo,
            externalID: document.externalID,
            customerNo: document.customerNo,
            total: document.total,
            remaining: remaining
        )
    }
}
