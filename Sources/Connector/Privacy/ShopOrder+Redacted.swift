extension ShopOrder {
    /// What stands where a name stood.
    static let redactedName = "Redacted"

    /// The order without what tells of the person: names, addresses, e-mail, phone, notes and what the buyer wrote himself. Amounts, goods
    /// and the country that taxes depend on stay: the books need them.
    var redacted: ShopOrder {
        var order = self
        order.email = nil
        order.phone = nil
        order.note = nil
        order.attributes.removeAll { $0.key != Self.documentAttribute }
        order.customer = customer.map { OrderCustomer(id: $0.id, displayName: Self.redactedName, taxExempt: $0.taxExempt) }
        order.billingAddress = billingAddress.map(\.redacted)
        order.shippingAddress = shippingAddress.map(\.redacted)
        for index in order.lines.indices { order.lines[index].attributes = [] }
        return order
    }
}

extension OrderAddress {
    /// Country and province only.
    var redacted: OrderAddress {
        OrderAddress(province: province, provinceCode: provinceCode, country: country, countryCode: countryCode)
    }
}
