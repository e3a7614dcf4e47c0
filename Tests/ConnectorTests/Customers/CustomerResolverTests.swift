import BackOffice
import Connector
import Foundation
import JobQueue
import Ledger
import StorageTesting
import Testing

@testable import Connector

@Suite struct CustomerResolverTests {
    private func order(_ name: String, email: String? = nil, phone: String? = nil) -> ShopOrder {
        var making = OrderMaking(name)
        making.line("A", 10)
        making.order.email = email
        making.order.phone = phone
        making.order.customer = OrderCustomer(
            id: "gid://shopify/Customer/\(name)",
            displayName: "Buyer \(name)",
            email: email,
            phone: phone
        )
        return making.stating(10)
    }

    private func resolve(_ local: LocalShop, _ orders: [ShopOrder], create: Bool = true) async throws -> CustomerResolver.Result {
        let shop = try await local.connector.shops.show("DEMO")
        return try await CustomerResolver(shop: shop, backOffice: local.ledger, linked: [:]).resolve(orders, create: create)
    }

    @Test func emailThenPhoneFindsExactly() async throws {
        try await LocalShop.use { local in
            _ = try await local.ledger.createCustomer(CustomerDraft(no: "E", name: "E", email: "Ada@Example.com"), key: "e")
            _ = try await local.ledger.createCustomer(CustomerDraft(no: "P", name: "P", phone: "+44 20 7946 0000"), key: "p")
            let orders = [
                order("#1", email: "ada@example.com"), order("#2", email: "ada@example.co"), order("#3", phone: "020 7946 0000"),
            ]
            let result = try await resolve(local, orders)
            #expect(result.customers[orders[0].id]?.no == "E")
            #expect(result.customers[orders[1].id] == nil)
            #expect(result.customers[orders[2].id]?.no == "P")
            #expect(result.problems.keys.sorted() == [orders[1].id])
            #expect(result.problems[orders[1].id]?.mend.contains("createUnknownCustomers=true") == true)
        }
    }

    @Test func oneBuyerIsCreatedOnce() async throws {
        try await LocalShop.use(settings: ["createUnknownCustomers": "true"]) { local in
            var second = order("#2", email: "ada@example.com")
            second.customer = OrderCustomer(id: "gid://shopify/Customer/#1", displayName: "Buyer #1", email: "ada@example.com")
            let orders = [order("#1", email: "ada@example.com"), second]
            let first = try await resolve(local, orders)
            #expect(first.created == 1)
            #expect(Set(first.customers.values.map(\.no)).count == 1)
            #expect(try await resolve(local, orders).created == 0)
            #expect(first.customers.values.first?.name == "Ada Byron")
        }
    }

    @Test func dryLookCreatesNothing() async throws {
        try await LocalShop.use(settings: ["createUnknownCustomers": "true"]) { local in
            let result = try await resolve(local, [order("#1", email: "ada@example.com")], create: false)
            #expect(result.created == 0)
            #expect(try await local.ledger.customers(after: nil, limit: 10).isEmpty)
        }
    }

    @Test func defaultCustomerTakesTheRest() async throws {
        try await LocalShop.use(settings: ["customerMapping": "alwaysDefault", "defaultCustomer": "CASH"]) { local in
            let order = order("#1", email: "ada@example.com")
            let missing = try await resolve(local, [order])
            #expect(missing.problems[order.id]?.reason == "there is no customer CASH.")
            _ = try await local.ledger.createCustomer(CustomerDraft(no: "CASH", name: "Cash"), key: "c")
            #expect(try await resolve(local, [order]).customers[order.id]?.no == "CASH")
        }
    }

    @Test func billToFindsTheAddress() async throws {
        try await LocalShop.use(settings: ["customerMapping": "billTo"]) { local in
            let order = order("#1")
            let address = Address(address: "1 Mill Lane", city: "London", postCode: "N1", country: "GB")
            _ = try await local.ledger.createCustomer(CustomerDraft(no: "B", name: "Ada Byron", address: address), key: "b")
            #expect(try await resolve(local, [order]).customers[order.id]?.no == "B")
        }
    }

    @Test(arguments: [
        (NameSource.companyName, "Acme", "Ada Byron"), (.firstAndLastName, "Ada Byron", ""), (.lastAndFirstName, "Byron Ada", "Ada Byron"),
    ])
    func namesComeFromWhereTheShopCardSays(_ source: NameSource, _ name: String, _ name2: String) {
        var settings = ShopSettings()
        settings.nameSource = source
        let names = CustomerNames(first: "Ada", last: "Byron", full: "Ada Byron", company: "Acme", settings: settings)
        #expect(names.name == name)
        #expect(names.name2 == name2)
    }

    @Test func personWithoutCompanyIsTheName() {
        let names = CustomerNames(first: nil, last: nil, full: "Ada Byron", company: nil, settings: ShopSettings())
        #expect(names == CustomerNames(first: "Ada", last: "Byron", full: nil, company: nil, settings: ShopSettings()))
        #expect(names.name == "Ada Byron")
    }
}
