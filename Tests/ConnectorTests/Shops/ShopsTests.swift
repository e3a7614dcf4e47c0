import Connector
import Foundation
import JobQueue
import StorageTesting
import Testing

@testable import Connector

@Suite struct ShopsTests {
    @Test(arguments: TestDatabases.all) func shopIsAddedChangedAndRemoved(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind, settings: ["skuMapping": "itemNo"]) { local in
            let shops = local.connector.shops
            #expect(try await shops.list().map(\.code) == ["DEMO"])
            let changed = try await shops.set("demo", ["returns": "creditMemo", "endpoint": "http://127.0.0.1:1/"])
            #expect(changed.settings.returns == .creditMemo)
            #expect(changed.settings.skuMapping == .itemNo)
            #expect(changed.endpoint == "http://127.0.0.1:1")
            #expect(try await shops.disable("DEMO").enabled == false)
            try await shops.resetCursor("DEMO", task: "30104", to: Date(timeIntervalSince1970: 1))
            try await shops.remove("DEMO")
            #expect(try await shops.list().isEmpty)
        }
    }

    @Test func refusals() async throws {
        try await LocalShop.use { local in
            let shops = local.connector.shops
            let cases: [(ConnectorError.Code, String?, () async throws -> Void)] = [
                (.conflict, "code", { try await shops.add("demo", url: "x.myshopify.com", credentials: .token("t")) }),
                (.invalidValue, "code", { try await shops.add("a b", url: "x.myshopify.com", credentials: .token("t")) }),
                (.invalidValue, "url", { try await shops.add("X", url: "ftp://x", credentials: .token("t")) }),
                (.invalidValue, "endpoint", { try await shops.add("X", url: "x.com", credentials: .token("t"), endpoint: "x:1") }),
                (.invalidValue, "token", { try await shops.add("X", url: "x.com", credentials: .token("")) }),
                (.unknownKey, "colour", { try await shops.set("DEMO", ["colour": "blue"]) }),
                (.notFound, "shop", { _ = try await shops.show("NONE") }),
                (.notFound, "task", { try await shops.resetCursor("DEMO", task: "sync-nothing") }),
            ]
            for (code, field, act) in cases {
                let error = await #expect(throws: ConnectorError.self) { try await act() }
                #expect(error?.code == code)
                #expect(error?.field == field)
            }
            let listed = try await shops.list()
            #expect(listed.count == 1)
        }
    }

    @Test(arguments: [
        ("https://demo.myshopify.com", "demo.myshopify.com"), ("Demo.MyShopify.com/admin", "demo.myshopify.com"),
        ("https://admin.shopify.com/store/demo/orders", "demo.myshopify.com"),
    ])
    func addressesArePasted(_ text: String, _ domain: String) throws {
        #expect(try ShopAddress.domain(text) == domain)
    }

    @Test(arguments: ["", "https://", "https://user:pw@demo.myshopify.com", "https://admin.shopify.com/settings", "de mo.com"])
    func wrongAddressesAreRefused(_ text: String) {
        #expect(throws: ConnectorError.self) { try ShopAddress.domain(text) }
    }

    @Test func jsonHasTheContractsFieldsAndNoSecret() async throws {
        try await LocalShop.use { local in
            let json = try JSONEncoder().encode(try await local.connector.shops.show("DEMO"))
            let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
            for field in ["code", "domain", "endpoint", "enabled", "currency", "plan", "apiVersion", "settings"] {
                #expect(object.keys.contains(field), "\(field)")
            }
            #expect(!String(decoding: json, as: UTF8.self).contains("secret"))
        }
    }

    @Test func unreachableShopIsAFailedCheck() async throws {
        try await LocalShop.use { local in
            let report = try await local.connector.shops.test("DEMO")
            #expect(!report.passed)
            #expect(report.checks.first?.name == "token")
        }
    }

    @Test func missingScopesSayWhatFor() {
        let check = AccessScopes.check(["read_orders", "read_customers", "read_products"])
        #expect(check.state == .failed)
        #expect(check.message.contains("read_locations (for locations of orders and stock)"))
        #expect(AccessScopes.check(Set(AccessScopes.all.map { $0.names[0] })).state == .ok)
    }

    @Test func versionExpiresAYearAfterItsQuarter() throws {
        #expect(Shop.expiry(ofVersion: "2026-07").map(Instants.text) == "2027-07-01T00:00:00Z")
        #expect(Shop.expiry(ofVersion: "unstable") == nil)
    }
}
