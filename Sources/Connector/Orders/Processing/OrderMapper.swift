import BackOffice
import Storage

/// Finds what orders' parts are in the back office, many orders at a time.
struct OrderMapper {
    let shop: Shop
    let backOffice: any BackOffice
    let database: Database

    /// Mappings by order id, and the links that were found, to be saved with the orders.
    struct Result: Sendable {
        var mappings: [String: OrderMappings] = [:]
        var customers: [CustomerLink] = []
        var variants: [VariantLink] = []
    }

    /// - Parameter create: whether customers and items may be created, as far as the shop card lets it.
    func map(_ orders: [ShopOrder], create: Bool) async throws -> Result {
        let known = try await known(orders)
        let customers = try await CustomerResolver(shop: shop, backOffice: backOffice, linked: known.customers)
            .resolve(orders, create: create)
        let items = try await ItemResolver(shop: shop, backOffice: backOffice, linked: known.items).resolve(orders, create: create)
        var result = Result(customers: customers.links, variants: items.links)
        for order in orders {
            var mapping = OrderMappings()
            mapping.customer = customers.customers[order.id]
            if let problem = customers.problems[order.id] { mapping.problems.append(problem) }
            for line in order.lines {
                // Lines of which nothing is left, and exchanged goods, are credited, not sold: they hinder no document.
                mapping.items[line.id] = items.items[line.id]
                if line.currentQuantity > 0, !line.isExchange, let problem = items.problems[line.id] { mapping.problems.append(problem) }
            }
            mapping.locations = known.locations
            mapping.paymentMethod = PaymentChoice(order).method(known.payments)
            mapping.shipmentMethod = order.shippingLines.first { !$0.isRemoved }.flatMap { known.shipments[$0.title] } ?? ""
            result.mappings[order.id] = mapping
        }
        return result
    }

    private struct Known: Sendable {
        var customers: [String: String] = [:]
        var items: [String: ItemMatch] = [:]
        var locations: [String: String] = [:]
        var payments: [String: String] = [:]
        var shipments: [String: String] = [:]
    }

    private func known(_ orders: [ShopOrder]) async throws -> Known {
        let customerIDs = Array(Set(orders.compactMap { $0.customer?.id }))
        let variantIDs = Array(Set(orders.flatMap { $0.lines.compactMap(\.variantID) }))
        return try await database.read { [shop] tx in
            var known = Known()
            known.customers = try CustomerLinkStore(tx: tx, shop: shop.code).numbers(of: customerIDs)
            known.items = try VariantLinkStore(tx: tx, shop: shop.code).items(of: variantIDs)
            let store = MappingStore(tx: tx, shop: shop.code)
            for location in try store.locations() {
                if let id = location.locationId, let code = location.to.first { known.locations[id] = code }
            }
            for method in try store.methods() where !method.to.isEmpty {
                if method.kind == .payment { known.payments[method.theirs] = method.to }
                if method.kind == .shipment { known.shipments[method.theirs] = method.to }
            }
            return known
        }
    }
}

/// How an order was paid: the one gateway and card company of its successful payments. Several leave the payment method blank.
struct PaymentChoice {
    let keys: Set<String>

    init(_ order: ShopOrder) {
        let paid = order.transactions.filter { ["SALE", "CAPTURE", "AUTHORIZATION"].contains($0.kind) && $0.status == "SUCCESS" }
        keys = Set(paid.compactMap(\.mappingKey))
    }

    func method(_ mapped: [String: String]) -> String {
        guard keys.count == 1, let key = keys.first else { return "" }
        // A card company that is not mapped by itself goes with its gateway.
        return mapped[key] ?? key.split(separator: "/").first.flatMap { mapped[String($0)] } ?? ""
    }
}

extension OrderTransaction {
    /// `gateway` or `gateway/card company`, as payment methods are mapped.
    var mappingKey: String? {
        guard let gateway, !gateway.isEmpty else { return nil }
        guard let cardCompany, !cardCompany.isEmpty else { return gateway }
        return "\(gateway)/\(cardCompany)"
    }
}
