import BackOffice
import Foundation
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [("EUR", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("BHD", 3), ("CLF", 4), ("CLP", 0), ("XYZ", 2)])
    func knowsMinorUnits(_ code: String, _ decimals: Int) throws {
        #expect(try CurrencyCode(code).minorUnits == decimals)
    }

    @Test func readsCodesInAnyLetterCase() throws {
        for good in ["eur", " EUR ", "Eur"] { #expect(try CurrencyCode(good).rawValue == "EUR") }
        for bad in ["", "EU", "EURO", "E1R", "€€€"] {
            #expect(throws: BackOfficeError.self) { try CurrencyCode(bad) }
        }
    }

    @Test(arguments: [
        ("0.005", "EUR", "0.01"), ("-0.005", "EUR", "-0.01"), ("2.5", "JPY", "3"), ("2.4999", "JPY", "2"), ("1.2345", "KWD", "1.235"),
    ])
    func roundsHalvesAwayFromZero(_ amount: String, _ currency: String, _ rounded: String) throws {
        let money = Money(decimal(amount), try CurrencyCode(currency))
        #expect(money.rounded().amount == decimal(rounded))
        #expect(!money.isPayable)
        #expect(money.rounded().isPayable)
    }

    @Test(arguments: [("12.5", "EUR", "12.50 EUR"), ("12", "JPY", "12 JPY"), ("1", "KWD", "1.000 KWD"), ("1.2345", "EUR", "1.2345 EUR")])
    func showsAllDecimalsOfTheCurrency(_ amount: String, _ currency: String, _ text: String) throws {
        #expect(Money(decimal(amount), try CurrencyCode(currency)).description == text)
    }

    @Test func isExactInJSON() throws {
        let money = Money(decimal("12345678901234567890.12"), "EUR")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(money)
        #expect(String(decoding: json, as: UTF8.self) == #"{"amount":"12345678901234567890.12","currency":"EUR"}"#)
        #expect(try JSONDecoder().decode(Money.self, from: json) == money)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Money.self, from: Data(#"{"amount":"12,5","currency":"EUR"}"#.utf8))
        }
    }

    @Test func addsExactly() {
        var sum = Money.zero("EUR")
        for _ in 0..<1000 { sum = sum + Money(decimal("0.1"), "EUR") }
        #expect(sum == Money(100, "EUR"))
        #expect(sum - Money(100, "EUR") == .zero("EUR"))
    }

    @Test(arguments: ["1", "-1", "+1.5", ".5", "5.", "0.00001", "00012", "12345678901234567890123456789012345678"])
    func readsDecimals(_ text: String) {
        #expect(Decimal(exactly: text) != nil)
    }

    @Test(arguments: [
        "", "-", ".", "1e3", "1,5", "1 000", "0x1", "1.2.3", "--1", "1-", "NaN", "½", "١", "123456789012345678901234567890123456789",
    ])
    func refusesWhatIsNoDecimal(_ text: String) {
        #expect(Decimal(exactly: text) == nil)
    }
}
