extension Admin.OrdersByIDs {
    /// Reads orders that do not fit the default pages: up to 250 lines, 54 shipping lines and discounts, 20 fulfillment orders.
    public static func wide(ids: [String]) -> Admin.OrdersByIDs {
        Admin.OrdersByIDs(
            ids: ids,
            lines: 250,
            charges: 54,
            fulfillmentOrders: 20,
            fulfillmentLines: 148,
            refundLines: 148,
            returns: 54
        )
    }
}

extension Admin.Order {
    /// Whether every list ended on its first page. An order that is not whole is read again by `OrdersByIDs.wide`.
    public var isWhole: Bool {
        !lineItems.pageInfo.hasNextPage && !shippingLines.pageInfo.hasNextPage && !discountApplications.pageInfo.hasNextPage
            && fulfillmentOrders?.pageInfo.hasNextPage != true && returns?.pageInfo.hasNextPage != true
            && fulfillmentOrders?.nodes.allSatisfy { !$0.lineItems.pageInfo.hasNextPage } != false
            && fulfillments.allSatisfy { !$0.fulfillmentLineItems.pageInfo.hasNextPage }
            && refunds.allSatisfy(\.isWhole)
    }
}

extension Admin.Refund {
    /// Whether every list ended on its first page. A refund that is not whole is read again by `RefundsByIDs`.
    public var isWhole: Bool {
        !refundLineItems.pageInfo.hasNextPage && !refundShippingLines.pageInfo.hasNextPage && !orderAdjustments.pageInfo.hasNextPage
            && !transactions.pageInfo.hasNextPage
    }
}
