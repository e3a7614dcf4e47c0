public import BackOffice
public import Foundation

/// An imported order, as lists and the API show it.
public struct OrderSummary: Sendable, Hashable {
    /// Shopify's global id.
    public var id: String
    public var name: String
    public var shop: String
    public var createdAt: Date
    public var updatedAt: Date
    public var financialStatus: String?
    public var fulfillmentStatus: String
    public var returnStatus: String
    /// What is left of it after edits and refunds, in the shop's currency.
    public var total: Money
    public var presentmentTotal: Money
    public var customer: String?
    public var cancelledAt: Date?
    public var closedAt: Date?
    public var processed: Bool
    public var documentType: String?
    public var documentNo: String?
    public var documentTotal: Money?
    public var error: String?
    public var errorCode: String?
    public var differences: [OrderDifference]
    public var needsAttention: Bool
}

extension OrderSummary: Encodable {
    private enum Key: String, CodingKey {
        case id, name, shop, createdAt, updatedAt, financialStatus, fulfillmentStatus, returnStatus, total, currency, presentmentTotal,
            customer
        case cancelledAt, closedAt, processed, documentType, documentNo, documentTotal, error, errorCode, differences, orderUpdate
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(shop, forKey: .shop)
        try container.encode(Instants.text(createdAt), forKey: .createdAt)
        try container.encode(Instants.text(updatedAt), forKey: .updatedAt)
        try container.encode(financialStatus, forKey: .financialStatus)
        try container.encode(fulfillmentStatus, forKey: .fulfillmentStatus)
        try container.encode(returnStatus, forKey: .returnStatus)
        try container.encode(total, forKey: .total)
        try container.encode(total.currency, forKey: .currency)
        try container.encode(presentmentTotal, forKey: .presentmentTotal)
        try container.encode(customer, forKey: .customer)
        try container.encode(cancelledAt.map(Instants.text), forKey: .cancelledAt)
        try container.encode(closedAt.map(Instants.text), forKey: .closedAt)
        try container.encode(processed, forKey: .processed)
        try container.encode(documentType, forKey: .documentType)
        try container.encode(documentNo, forKey: .documentNo)
        try container.encode(documentTotal, forKey: .documentTotal)
        try container.encode(error, forKey: .error)
        try container.encode(errorCode, forKey: .errorCode)
        try container.encode(differences, forKey: .differences)
        try container.encode(needsAttention, forKey: .orderUpdate)
    }
}
