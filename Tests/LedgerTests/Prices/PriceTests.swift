import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct PriceTests {
    private static let header =
        "itemNo,variantCode,priceGroup,currency,unit,minimumQuantity,startingDate,endingDate,unitPrice,discountPercent"

    /// The price of a key after an import of price lines: `price`, or `price < compare-at`.
    private func price(
        _ key: PriceKey = PriceKey(itemNo: "1000"),
        _ request: PriceRequest = PriceRequest(currency: "EUR", date: "2026-06-15"),
        lines: [String] = [],
        kind: TestDatabase = .sqliteInMemory
    ) async throws -> String {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.units, from: Fixture.csv("itemNo,code,quantityPerUnit", "1000,BOX,4"))
            if !lines.isEmpty {
                _ = try await ledger.importCSV(.prices, from: .bytes(Array(([Self.header] + lines).joined(separator: "\n").utf8)))
            }
            guard let price = try await ledger.prices(of: [key], for: request)[key] else { return "none" }
            return price.price.description + (price.compareAt.map { " < \($0)" } ?? "")
        }
    }

    @Test(arguments: TestDatabases.all)
    func takesTheCardsPrice(_ kind: TestDatabase) async throws {
        #expect(try await price(kind: kind) == "1000.00 EUR")
        #expect(try await price(PriceKey(itemNo: "2000", variantCode: "RED"), kind: kind) == "20.00 EUR")
        #expect(try await price(PriceKey(itemNo: "1000", unit: "box"), kind: kind) == "4000.00 EUR")
        #expect(try await price(PriceKey(itemNo: "NOPE"), kind: kind) == "none")
        #expect(try await price(PriceKey(itemNo: "1000", unit: "CRATE"), kind: kind) == "none")
    }

    @Test func convertsNothing() async throws {
        let dollars = PriceRequest(currency: "USD", date: "2026-06-15")
        #expect(try await price(.init(itemNo: "1000"), dollars) == "none")
        #expect(try await price(.init(itemNo: "1000"), dollars, lines: ["1000,,,USD,,,,,1200,"]) == "1200.00 USD")
    }

    @Test(arguments: [
        // A list price goes before the card, even when it is higher.
        (["1000,,,EUR,,,,,900,"], "900.00 EUR < 1000.00 EUR"), (["1000,,,EUR,,,,,1100,"], "1100.00 EUR"),
        // The lowest of equally precise lines.
        (["1000,,,EUR,,,,,950,", "1000,,,EUR,,,2026-01-01,,900,"], "900.00 EUR < 1000.00 EUR"),
        // Lines for others, for later, for past days and for larger quantities do not count.
        (
            ["1000,,VIP,EUR,,,,,1,", "1000,,,EUR,,,2026-06-16,,2,", "1000,,,EUR,,,2026-01-01,2026-06-14,3,", "1000,,,EUR,,2,,,4,"],
            "1000.00 EUR"
        ),
        // First and last day count.
        (["1000,,,EUR,,,2026-06-15,2026-06-15,700,"], "700.00 EUR < 1000.00 EUR"),
        // A discount on its own lowers the card's price; with a price it belongs to it.
        (["1000,,,EUR,,,,,,12.5"], "875.00 EUR < 1000.00 EUR"), (["1000,,,EUR,,,,,900,10"], "810.00 EUR < 1000.00 EUR"),
        (["1000,,,EUR,,,,,1200,50"], "600.00 EUR < 1200.00 EUR"),
        // Both: the list price with its discount, then the largest of the others.
        (["1000,,,EUR,,,,,900,", "1000,,,EUR,,,2026-01-01,,,10", "1000,,,EUR,,,2026-01-02,,,20"], "720.00 EUR < 1000.00 EUR"),
        // Free of charge.
        (["1000,,,EUR,,,,,,100"], "0.00 EUR < 1000.00 EUR"),
    ])
    func readsPriceLists(_ lines: [String], _ expected: String) async throws {
        #expect(try await price(lines: lines) == expected)
    }

    @Test func knowsGroups() async throws {
        let lines = ["1000,,VIP,EUR,,,,,800,", "1000,,,EUR,,,,,900,", "1000,,SALE,EUR,,,,,,50"]
        func request(_ group: String, _ discounts: String = "") -> PriceRequest {
            PriceRequest(priceGroup: group, discountGroup: discounts, currency: "EUR", date: "2026-06-15")
        }
        #expect(try await price(.init(itemNo: "1000"), request("VIP"), lines: lines) == "800.00 EUR < 1000.00 EUR")
        #expect(try await price(.init(itemNo: "1000"), request(""), lines: lines) == "900.00 EUR < 1000.00 EUR")
        #expect(try await price(.init(itemNo: "1000"), request("VIP", "SALE"), lines: lines) == "400.00 EUR < 1000.00 EUR")
    }

    @Test func prefersVariantAndUnit() async throws {
        let red = PriceKey(itemNo: "2000", variantCode: "RED")
        let lines = ["2000,,,EUR,,,,,10,", "2000,RED,,EUR,,,,,18,"]
        let request = PriceRequest(currency: "EUR", date: "2026-06-15")
        #expect(try await price(red, request, lines: lines) == "18.00 EUR < 20.00 EUR")
        #expect(try await price(PriceKey(itemNo: "2000", variantCode: "BLUE"), request, lines: lines) == "10.00 EUR < 20.00 EUR")
        let boxes = ["1000,,,EUR,,,,,900,", "1000,,,EUR,BOX,,,,3900,"]
        #expect(try await price(PriceKey(itemNo: "1000", unit: "BOX"), request, lines: boxes) == "3900.00 EUR < 4000.00 EUR")
        #expect(try await price(PriceKey(itemNo: "1000"), request, lines: boxes) == "900.00 EUR < 1000.00 EUR")
    }

    @Test func countsQuantities() async throws {
        let lines = ["1000,,,EUR,,10,,,700,", "1000,,,EUR,,,,,900,"]
        let request = PriceRequest(currency: "EUR", date: "2026-06-15", quantity: 10)
        #expect(try await price(PriceKey(itemNo: "1000"), request, lines: lines) == "700.00 EUR < 1000.00 EUR")
    }

    @Test func roundsToTheCoin() async throws {
        #expect(try await price(lines: ["1000,,,EUR,,,,,0.99,33.3"]) == "0.66 EUR < 1000.00 EUR")
        let yen = PriceRequest(currency: "JPY", date: "2026-06-15")
        #expect(try await price(PriceKey(itemNo: "1000"), yen, lines: ["1000,,,JPY,,,,,999,10"]) == "899 JPY < 999 JPY")
    }

    @Test(arguments: [
        ("1000,,,,,,,,1,", "line 2, column 4 (currency): currency must not be blank."),
        ("1000,,,EUR,,,,,,", "neither a unit price nor a discount"),
        ("1000,,,EUR,,,2026-02-01,2026-01-01,1,", "ends before it starts"), ("1000,,,EUR,,,31.12.2026,,1,", "is no day"),
        ("1000,,,EUR,,,,,,101", "more than 100 percent"), ("1000,,,EUR,,-1,,,1,", "below 0"), ("1000,,,EUR,KG,,,,1,", "no unit KG"),
    ])
    func refusesBadLines(_ line: String, _ expected: String) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let found = try await problems { try await ledger.importCSV(.prices, from: Fixture.csv(Self.header, line)) }
            #expect(found.count == 1)
            #expect(found.first?.contains(expected) == true, "\(found)")
        }
    }

    @Test func tellsTheCost() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let key = PriceKey(itemNo: "1000")
            #expect(
                try await ledger.prices(of: [key], for: PriceRequest(currency: "EUR", date: "2026-06-15"))[key]?.unitCost
                    == Money(500, "EUR")
            )
            let bad = try await refusal { try await ledger.prices(of: [key], for: PriceRequest(currency: "EUR", date: "today")) }
            #expect(bad?.field == "date")
        }
    }
}
