import Foundation
import ShopifyAdmin
import Testing

@Suite struct AdminScalarTests {
    @Test(arguments: ["0.1", "19.99", "-0.01", "1234567890123456789.123456789", "0.00", "100", "1.0e3"]) func decimalsAreExact(
        _ text: String
    ) {
        #expect(AdminScalar.decimal(text) == Decimal(string: text))
    }

    @Test(arguments: ["", "abc", "1,5", "1 0", "--1", "1-", "1.2.3", ".", "NaN"]) func otherTextsAreNoDecimals(_ text: String) {
        #expect(AdminScalar.decimal(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-07-02T23:39:19Z", 1_783_035_559), ("2024-02-29T12:00:00Z", 1_709_208_000),
        ("2026-07-02T23:39:19.250Z", 1_783_035_559.25), ("2026-07-03T01:39:19+02:00", 1_783_035_559),
        ("2026-07-02T19:39:19-0400", 1_783_035_559), ("1969-12-31T23:59:59Z", -1), ("2000-03-01T00:00:00Z", 951_868_800),
    ]) func instantsAreRead(_ text: String, _ seconds: Double) {
        #expect(AdminScalar.instant(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-07-02", "2026-13-02T00:00:00Z", "2026-07-02T24:00:00Z", "2026-07-02T00:00:00", "2026-07-02T00:00:00.Z",
        "x026-07-02T00:00:00Z",
    ])
    func otherTextsAreNoInstants(_ text: String) {
        #expect(AdminScalar.instant(text) == nil)
    }

    @Test func instantsAreWrittenWithWholeSeconds() {
        #expect(AdminScalar.text(Date(timeIntervalSince1970: 1_783_035_559.9)) == "2026-07-02T23:39:19Z")
    }

    @Test func inputsWriteDecimalsAsTextAndTellNullFromAbsent() throws {
        struct Input: Encodable {
            let price: Decimal
            let gone: Nullable<Decimal>?
            let cleared: Nullable<Decimal>?
            let set: Nullable<Decimal>?
        }
        let input = Input(price: try #require(Decimal(string: "0.10")), gone: nil, cleared: .null, set: .value(5))
        let json = try RawJSON(AdminJSON.encode(input))
        #expect(json["price"]?.description.contains("0.1") == true)
        #expect(json["gone"] == nil)
        #expect(json["cleared"]?.isNull == true)
        #expect(json["set"]?.description == "\"5\"")
    }

    @Test func unknownValuesOfAnEnumerationDecode() throws {
        let statuses = try RawJSON(Data(#"["PAID","SOMETHING_NEW"]"#.utf8)).decode([Admin.OrderDisplayFinancialStatus].self)
        #expect(statuses == [.paid, Admin.OrderDisplayFinancialStatus(rawValue: "SOMETHING_NEW")])
    }
}
