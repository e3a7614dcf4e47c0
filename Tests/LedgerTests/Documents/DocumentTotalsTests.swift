import BackOffice
import Foundation
import StorageTesting
import Testing

@testable import Ledger

/// One order as a shop shows it, and what it comes to.
struct TotalCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var currency: CurrencyCode
    var pricesIncludeTax: Bool
    /// Quantity, unit price, discount, taxes.
    var lines: [(String, String, String, [String])]
    var discount = "0"
    var tax: String
    var total: String

    var draft: SalesDocumentDraft {
        var draft = Fixture.draft(
            currency: currency,
            pricesIncludeTax: pricesIncludeTax,
            discount: decimal(discount),
            total: decimal(total)
        )
        draft.lines = lines.map { quantity, price, discount, taxes in
            SalesLineDraft(
                .item(no: "1000", variant: "", unit: ""),
                quantity: decimal(quantity),
                unitPrice: decimal(price),
                discount: decimal(discount),
                taxes: taxes.map { TaxLine(title: "VAT", rate: nil, amount: decimal($0)) }
            )
        }
        draft.expectedTax = decimal(tax)
        return draft
    }

    static let all = [
        TotalCase(
            testDescription: "euro, tax included",
            currency: "EUR",
            pricesIncludeTax: true,
            lines: [("3", "19.99", "0", ["9.58"]), ("1", "5.00", "0.50", ["0.72"])],
            tax: "10.30",
            total: "64.47"
        ),
        TotalCase(
            testDescription: "euro, tax excluded",
            currency: "EUR",
            pricesIncludeTax: false,
            lines: [("3", "19.99", "0", ["11.39"]), ("1", "5.00", "0.50", ["0.86"])],
            tax: "12.25",
            total: "76.72"
        ),
        TotalCase(
            testDescription: "discount on lines and on the order",
            currency: "EUR",
            pricesIncludeTax: true,
            lines: [("2", "10.00", "1.33", ["2.98"])],
            discount: "3.67",
            tax: "2.98",
            total: "15.00"
        ),
        TotalCase(
            testDescription: "dollars with three taxes on a line",
            currency: "USD",
            pricesIncludeTax: false,
            lines: [("7", "3.33", "0.01", ["1.40", "0.23", "0.05"])],
            tax: "1.68",
            total: "24.98"
        ),
        TotalCase(
            testDescription: "yen, no decimals",
            currency: "JPY",
            pricesIncludeTax: true,
            lines: [("3", "1980", "100", ["531"]), ("1", "500", "0", ["45"])],
            discount: "40",
            tax: "576",
            total: "6300"
        ),
        TotalCase(
            testDescription: "dinars, three decimals",
            currency: "KWD",
            pricesIncludeTax: false,
            lines: [("3", "1.125", "0.375", ["0.150"])],
            discount: "0.005",
            tax: "0.150",
            total: "3.145"
        ),
        TotalCase(
            testDescription: "a price finer than the smallest coin",
            currency: "EUR",
            pricesIncludeTax: true,
            lines: [("1000", "0.0125", "0", []), ("1", "0.005", "0", [])],
            tax: "0",
            total: "12.51"
        ),
        TotalCase(
            testDescription: "parts of a unit",
            currency: "EUR",
            pricesIncludeTax: true,
            lines: [("0.33333", "9.00", "0", ["0.48"])],
            tax: "0.48",
            total: "3.00"
        ),
        TotalCase(
            testDescription: "all given away",
            currency: "EUR",
            pricesIncludeTax: true,
            lines: [("1", "10.00", "10.00", ["0.00"])],
            tax: "0",
            total: "0.00"
        ),
    ]
}

@Suite struct DocumentTotalsTests {
    @Test(arguments: TotalCase.all)
    func computesTotals(_ example: TotalCase) throws {
        let result = DocumentArithmetic(example.draft)
        #expect(result.total == decimal(example.total))
        #expect(result.tax == decimal(example.tax))
        try result.check(against: example.draft, record: "order")
    }

    @Test(arguments: TestDatabases.all, TotalCase.all)
    func keepsThem(_ kind: TestDatabase, _ example: TotalCase) async throws {
        try await Fixture.use(kind) { ledger in
            let created = try await ledger.createSalesDocument(example.draft, key: "k")
            let document = try #require(try await ledger.salesDocument(.order, no: created.no))
            #expect(document == created)
            #expect(document.total == Money(decimal(example.total), example.currency))
            #expect(document.tax.amount == decimal(example.tax))
            let sum = document.lines.reduce(Decimal(0)) { $0 + $1.total.amount } - document.discount.amount
            #expect(sum == document.total.amount)
            #expect(document.lines.map(\.taxes) == example.draft.lines.map(\.taxes))
        }
    }

    @Test(arguments: TotalCase.all)
    func refusesASmallestCoinOfDifference(_ example: TotalCase) throws {
        let coin = Decimal(sign: .plus, exponent: -example.currency.minorUnits, significand: 1)
        for difference in [coin, -coin] {
            var draft = example.draft
            draft.expectedTotal += difference
            let error = #expect(throws: BackOfficeError.self) { try DocumentArithmetic(draft).check(against: draft, record: "order #1") }
            #expect(error?.code == .totalMismatch)
            #expect(error?.field == "total")
            #expect(error?.sentence.contains(Money(decimal(example.total), example.currency).description) == true)
            #expect(error?.sentence.contains(Money(draft.expectedTotal, example.currency).description) == true)
        }
    }

    @Test func namesTheLineWhoseAmountDiffers() throws {
        var draft = TotalCase.all[0].draft
        draft.lines[1].expectedAmount = decimal("4.49")
        let error = #expect(throws: BackOfficeError.self) { try DocumentArithmetic(draft).check(against: draft, record: "order #1") }
        #expect(error?.record == "order #1, line 2")
        #expect(error?.sentence.contains("4.50 EUR") == true)
        #expect(error?.sentence.contains("4.49 EUR") == true)
        draft.lines[1].expectedAmount = decimal("4.5")
        draft.expectedTax = decimal("10.31")
        let tax = #expect(throws: BackOfficeError.self) { try DocumentArithmetic(draft).check(against: draft, record: "order #1") }
        #expect(tax?.field == "tax")
    }

    @Test(arguments: TestDatabases.all)
    func sellsMoreThanItems(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let vat = TaxLine(title: "VAT", rate: decimal("0.19"), amount: decimal("0.80"))
            let draft = Fixture.draft(
                lines: [
                    SalesLineDraft(.item(no: "2000", variant: "red", unit: ""), quantity: 2, unitPrice: 20, externalID: "gid/1"),
                    SalesLineDraft(.account(no: "8400", kind: .shipping), description: "Standard", unitPrice: 5, discount: 1, taxes: [vat]),
                    SalesLineDraft(.account(no: "8500", kind: .tip), unitPrice: decimal("2.5")),
                    SalesLineDraft(.account(no: "8600", kind: .giftCard), unitPrice: 25),
                    SalesLineDraft(.account(no: "8700", kind: .rounding), unitPrice: decimal("-0.02")),
                ],
                total: decimal("71.48")
            )
            let document = try await ledger.createSalesDocument(draft, key: "k")
            #expect(document.lines.map(\.no) == [10_000, 20_000, 30_000, 40_000, 50_000])
            #expect(document.lines.map(\.type) == [.item, .account, .account, .account, .account])
            #expect(document.lines.map(\.accountKind) == [nil, .shipping, .tip, .giftCard, .rounding])
            #expect(document.lines[0].variant == "RED")
            #expect(document.lines[0].description == "Shirt red")
            #expect(document.lines[1].taxes == [vat])
            #expect(document.lines[4].total == Money(decimal("-0.02"), "EUR"))
        }
    }
}
