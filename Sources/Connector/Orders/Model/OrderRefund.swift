public import Foundation

/// Money, goods, or both given back. Order edits and cancellations leave refunds without money too.
public struct OrderRefund: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var lineID: String
        public var quantity: Int
        /// `RETURN`, `CANCEL`, `NO_RESTOCK` or `LEGACY_RESTOCK`.
        public var restockType: String
        /// After discounts; includes tax exactly when the order's prices do.
        public var subtotal: Amounts
        public var tax: Amounts
        public var locationID: String?

        public init(lineID: String, quantity: Int, restockType: String, subtotal: Amounts, tax: Amounts, locationID: String? = nil) {
            self.lineID = lineID
            self.quantity = quantity
            self.restockType = restockType
            self.subtotal = subtotal
            self.tax = tax
            self.locationID = locationID
        }
    }

    public struct Shipping: Sendable, Hashable, Codable {
        public var shippingLineID: String?
        public var subtotal: Amounts
        public var tax: Amounts

        public init(shippingLineID: String?, subtotal: Amounts, tax: Amounts) {
            self.shippingLineID = shippingLineID
            self.subtotal = subtotal
            self.tax = tax
        }
    }

    /// More or less money than the refunded lines come to.
    public struct Adjustment: Sendable, Hashable, Codable {
        public var reason: String?
        public var amount: Amounts
        public var tax: Amounts

        public init(reason: String?, amount: Amounts, tax: Amounts) {
            self.reason = reason
            self.amount = amount
            self.tax = tax
        }
    }

    public var id: String
    public var createdAt: Date?
    public var note: String?
    public var total: Amounts
    public var lines: [Line]
    public var shipping: [Shipping]
    public var adjustments: [Adjustment]
    public var transactions: [OrderTransaction]
    public var duties: [Amounts]
    public var returnID: String?

    public init(
        id: String,
        createdAt: Date? = nil,
        note: String? = nil,
        total: Amounts,
        lines: [Line] = [],
        shipping: [Shipping] = [],
        adjustments: [Adjustment] = [],
        transactions: [OrderTransaction] = [],
        duties: [Amounts] = [],
        returnID: String? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.note = note
        self.total = total
        self.lines = lines
        self.shipping = shipping
        self.adjustments = adjustments
        self.transactions = transactions
        self.duties = duties
        self.returnID = returnID
    }
}
