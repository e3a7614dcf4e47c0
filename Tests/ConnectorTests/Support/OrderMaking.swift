import Connector
import Foundation

/// Orders for tests, from a few words: every sum is stated as Shopify would.
struct OrderMaking {
    var order: ShopOrder

    init(
        _ name: String = "#1001",
        currency: String = "EUR",
        presentment: String? = nil,
        rate: Decimal = 1,
        taxesIncluded: Bool = false
    ) {
        let time = Date(timeIntervalSince1970: 1_780_000_000)
        order = ShopOrder(
            id: "gid://shopify/Order/\(name.dropFirst())",
            name: name,
            number: Int(name.dropFirst()) ?? 1,
            createdAt: time,
            updatedAt: time,
            fulfillmentStatus: "UNFULFILLED",
            currency: currency,
            presentmentCurrency: presentment,
            totals: OrderTotals(total: .zero, current: .zero, currentSubtotal: .zero)
        )
        order.financialStatus = "PAID"
        order.taxesIncluded = taxesIncluded
        order.email = "ada@example.com"
        order.billingAddress = OrderAddress(
            firstName: "Ada",
            lastName: "Byron",
            name: "Ada Byron",
            address1: "1 Mill Lane",
            city: "London",
            zip: "N1",
            countryCode: "GB"
        )
        order.shippingAddress = order.billingAddress
        self.rate = rate
    }

    /// Presentment amounts are shop amounts times this.
    var rate: Decimal

    func both(_ amount: Decimal) -> Amounts { Amounts(shop: amount, presentment: amount * rate) }

    /// A line of `quantity` at `price`; tax and discounts are those of the whole line.
    @discardableResult
    mutating func line(
        _ sku: String,
        _ price: Decimal,
        quantity: Int = 1,
        current: Int? = nil,
        tax: Decimal = 0,
        discount: Decimal = 0,
        orderDiscount: Decimal = 0
    ) -> String {
        let id = "gid://shopify/LineItem/\(order.number)\(order.lines.count + 1)"
        var line = OrderLine(
            id: id,
            title: "Item \(sku)",
            sku: sku,
            variantID: "gid://shopify/ProductVariant/\(sku)",
            productID: "gid://shopify/Product/\(sku)",
            quantity: quantity,
            currentQuantity: current,
            unitPrice: both(price)
        )
        if tax != 0 { line.taxes = [OrderTax(title: "VAT", rate: 0.2, amount: both(tax))] }
        if discount != 0 {
            order.discounts.append(OrderDiscount(name: "LINE", allocation: "EACH", selection: "ENTITLED", target: "LINE_ITEM"))
            line.discounts.append(OrderLine.Discount(amount: both(discount), application: order.discounts.count - 1))
        }
        if orderDiscount != 0 {
            order.discounts.append(OrderDiscount(name: "ORDER", allocation: "ACROSS", selection: "ALL", target: "LINE_ITEM"))
            line.discounts.append(OrderLine.Discount(amount: both(orderDiscount), application: order.discounts.count - 1))
        }
        order.lines.append(line)
        return id
    }

    mutating func shipping(_ title: String = "Standard", _ price: Decimal, discount: Decimal = 0, tax: Decimal = 0) {
        order.shippingLines.append(
            OrderShippingLine(
                id: "gid://shopify/ShippingLine/\(order.shippingLines.count + 1)",
                title: title,
                price: both(price),
                discounts: discount == 0 ? [] : [OrderLine.Discount(amount: both(discount), application: nil)],
                taxes: tax == 0 ? [] : [OrderTax(title: "VAT", rate: 0.2, amount: both(tax))]
            )
        )
    }

    /// A refund of lines, as Shopify states it.
    mutating func refund(_ lines: [OrderRefund.Line], shipping: [OrderRefund.Shipping] = [], total: Decimal = 0) {
        order.refunds.append(
            OrderRefund(id: "gid://shopify/Refund/\(order.refunds.count + 1)", total: both(total), lines: lines, shipping: shipping)
        )
    }

    /// The order with the total that Shopify states.
    func stating(_ total: Decimal, tax: Decimal = 0, presentment: Decimal? = nil) -> ShopOrder {
        var order = order
        let amounts = Amounts(shop: total, presentment: presentment ?? total * rate)
        order.totals.total = amounts
        order.totals.current = amounts
        order.totals.currentSubtotal = amounts
        order.totals.currentTax = both(tax)
        return order
    }
}
