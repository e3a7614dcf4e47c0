/// The sums that Shopify states of an order. `current…` is after edits, cancellations and refunds.
public struct OrderTotals: Sendable, Hashable, Codable {
    public var total: Amounts
    public var current: Amounts
    public var currentSubtotal: Amounts
    public var currentTax: Amounts
    public var currentDiscounts: Amounts
    public var currentShipping: Amounts
    public var currentDuties: Amounts
    public var currentFees: Amounts
    public var tip: Amounts
    /// Cash rounding of payments, and of refunds.
    public var rounding: Amounts
    public var refundRounding: Amounts
    public var refunded: Amounts
    public var received: Amounts
    public var outstanding: Amounts

    public init(
        total: Amounts,
        current: Amounts,
        currentSubtotal: Amounts,
        currentTax: Amounts = .zero,
        currentDiscounts: Amounts = .zero,
        currentShipping: Amounts = .zero,
        currentDuties: Amounts = .zero,
        currentFees: Amounts = .zero,
        tip: Amounts = .zero,
        rounding: Amounts = .zero,
        refundRounding: Amounts = .zero,
        refunded: Amounts = .zero,
        received: Amounts = .zero,
        outstanding: Amounts = .zero
    ) {
        self.total = total
        self.current = current
        self.currentSubtotal = currentSubtotal
        self.currentTax = currentTax
        self.currentDiscounts = currentDiscounts
        self.currentShipping = currentShipping
        self.currentDuties = currentDuties
        self.currentFees = currentFees
        self.tip = tip
        self.rounding = rounding
        self.refundRounding = refundRounding
        self.refunded = refunded
        self.received = received
        self.outstanding = outstanding
    }
}
