import BackOffice
import Foundation
import Storage

/// A row of `connector_orders`, but for its contents.
struct OrderRow: Decodable, Sendable {
    static let columns: Statement = """
        shop, id, name, created_at, updated_at, financial_status, fulfillment_status, return_status, currency, total, presentment_currency,
        presentment_total, customer_name, cancelled_at, closed_at, processed, document_type, document_no, document_total, document_currency,
        error, error_code, differences, update_flagged
        """

    var shop: String
    var id: String
    var name: String
    var createdAt: Date
    var updatedAt: Date
    var financialStatus: String?
    var fulfillmentStatus: String
    var returnStatus: String
    var currency: String
    var total: Decimal
    var presentmentCurrency: String
    var presentmentTotal: Decimal
    var customerName: String?
    var cancelledAt: Date?
    var closedAt: Date?
    var processed: Bool
    var documentType: String?
    var documentNo: String?
    var documentTotal: Decimal?
    var documentCurrency: String?
    var error: String?
    var errorCode: String?
    var differences: String?
    var updateFlagged: Bool

    func summary() throws -> OrderSummary {
        OrderSummary(
            id: id,
            name: name,
            shop: shop,
            createdAt: createdAt,
            updatedAt: updatedAt,
            financialStatus: financialStatus,
            fulfillmentStatus: fulfillmentStatus,
            returnStatus: returnStatus,
            total: Money(total, try CurrencyCode(currency)),
            presentmentTotal: Money(presentmentTotal, try CurrencyCode(presentmentCurrency)),
            customer: customerName,
            cancelledAt: cancelledAt,
            closedAt: closedAt,
            processed: processed,
            documentType: documentType,
            documentNo: documentNo,
            documentTotal: try documentTotal.map { Money($0, try CurrencyCode(documentCurrency ?? currency)) },
            error: error,
            errorCode: errorCode,
            differences: try differences.map { try JSONDecoder().decode([OrderDifference].self, from: Data($0.utf8)) } ?? [],
            needsAttention: updateFlagged
        )
    }
}
