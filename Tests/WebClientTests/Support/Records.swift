import BackOffice
import Foundation
import Ledger
import Storage

@testable import Connector
@testable import WebClient

/// Records for the tests of pages: a small ledger, and what a sync would have brought.
extension Office {
    /// Two items, one of them with variants, a location, a customer.
    func fillLedger() async throws {
        let ledger = services.ledger
        _ = try await ledger.createLocation(Location(code: "MAIN", name: "Main warehouse"))
        _ = try await ledger.createItem(
            ItemDraft(no: "1000", description: "Bicycle", unitPrice: Money(100, "EUR"), vendor: "Acme"),
            key: "item-1000"
        )
        _ = try await ledger.createItem(
            ItemDraft(
                no: "2000",
                description: "Shirt",
                unitPrice: Money(20, "EUR"),
                variants: [ItemVariant(itemNo: "2000", code: "RED", description: "Red"), ItemVariant(itemNo: "2000", code: "BLUE")]
            ),
            key: "item-2000"
        )
        _ = try await ledger.createCustomer(
            CustomerDraft(no: "C1", name: "Ada Byron", email: "ada@example.com", address: Address(name: "Ada Byron", city: "London")),
            key: "customer-1"
        )
    }

    /// A sales order of some bicycles.
    @discardableResult
    func salesOrder(_ name: String = "#1001", quantity: Decimal = 3) async throws -> SalesDocument {
        let draft = SalesDocumentDraft(
            externalDocumentNo: name,
            externalID: "gid://shopify/Order/\(name.dropFirst())",
            customerNo: "C1",
            currency: "EUR",
            pricesIncludeTax: true,
            documentDate: "2026-03-31",
            lines: [SalesLineDraft(.item(no: "1000", variant: "", unit: ""), quantity: quantity, unitPrice: 100, location: "MAIN")],
            expectedTotal: quantity * 100
        )
        return try await services.ledger.createSalesDocument(draft, key: "DEMO/gid://shopify/Order/\(name.dropFirst())")
    }

    /// An order of the shop as an import would leave it: one line of 100.00 whose SKU no item has.
    @discardableResult
    func importOrder(
        _ number: Int = 1001,
        sku: String = "NOBODY",
        title: String = "Blue bicycle",
        customer: String? = nil,
        placed: Date = Date(timeIntervalSince1970: 1_780_000_000)
    ) async throws -> OrderSummary {
        let amounts = Amounts(shop: 100, presentment: 100)
        var order = ShopOrder(
            id: "gid://shopify/Order/\(number)",
            name: "#\(number)",
            number: number,
            createdAt: placed,
            updatedAt: placed,
            fulfillmentStatus: "UNFULFILLED",
            currency: "EUR",
            presentmentCurrency: nil,
            totals: OrderTotals(total: amounts, current: amounts, currentSubtotal: amounts)
        )
        order.financialStatus = "PAID"
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
        order.lines = [
            OrderLine(
                id: "gid://shopify/LineItem/\(number)1",
                title: title,
                sku: sku,
                variantID: "gid://shopify/ProductVariant/\(number)",
                productID: "gid://shopify/Product/\(number)",
                quantity: 1,
                currentQuantity: 1,
                unitPrice: amounts
            )
        ]
        let imported = order
        try await services.database.write { tx in
            _ = try OrderStore(tx: tx, shop: "DEMO").save(imported, digest: "digest", raw: [], readAt: placed)
        }
        return try await services.connector.orders.show(order.id, shop: "DEMO")
    }

    /// A variant and a customer of the shop that nothing is mapped to.
    func importLinks() async throws {
        try await services.database.write { tx in
            try VariantLinkStore(tx: tx, shop: "DEMO").save([
                VariantLink(variantID: "gid://shopify/ProductVariant/7", title: "Blue bicycle <b>", sku: "BIKE-7", barcode: nil)
            ])
            try CustomerLinkStore(tx: tx, shop: "DEMO").save([
                CustomerLink(customerID: "gid://shopify/Customer/8", name: "Ada Byron", email: "ada@shop.example", phone: nil, no: nil)
            ])
        }
    }

    /// A payout of two charges; `net` is what was paid out.
    func importPayout(_ number: Int = 5, net: Decimal = 194) async throws {
        let time = Date(timeIntervalSince1970: 1_780_000_000)
        let id = "gid://shopify/ShopifyPaymentsPayout/\(number)"
        try await services.database.write { tx in
            let store = PayoutStore(tx: tx, shop: "DEMO")
            _ = try store.save(
                PayoutStore.PayoutRow(id: id, shop: "DEMO", issuedAt: time, status: "PAID", net: net, currency: "EUR"),
                hash: "hash"
            )
            try store.save(
                [1, 2].map { part in
                    BalanceEntry(
                        id: "gid://shopify/ShopifyPaymentsBalanceTransaction/\(number)\(part)",
                        payoutID: id,
                        type: "CHARGE",
                        at: time,
                        amount: Money(100, "EUR"),
                        fee: Money(3, "EUR"),
                        net: Money(97, "EUR"),
                        orderID: "gid://shopify/Order/100\(part)",
                        orderName: "#100\(part)",
                        orderTransactionID: nil,
                        test: false
                    )
                }
            )
        }
    }
}
