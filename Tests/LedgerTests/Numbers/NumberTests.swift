import BackOffice
import Foundation
import Testing

@testable import Ledger

@Suite struct NumberTests {
    @Test(arguments: [("0", 0), ("1", 100_000), ("-2.5", -250_000), ("0.00001", 1), ("999999999999.99999", 99_999_999_999_999_999)])
    func scalesQuantities(_ text: String, _ scaled: Int64) throws {
        let quantity = try #require(ScaledQuantity(decimal(text)))
        #expect(quantity.scaled == scaled)
        #expect(quantity.decimal == decimal(text))
    }

    @Test(arguments: ["0.000001", "1000000000000.00001", "-1000000000001"])
    func refusesWhatDoesNotFit(_ text: String) {
        #expect(ScaledQuantity(decimal(text)) == nil)
    }

    @Test(arguments: ["2026-01-01", "2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01"])
    func knowsDays(_ text: String) {
        #expect(CalendarDay(text)?.description == text)
    }

    @Test(arguments: [
        "", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "26-01-01", "2026/01/01", "2026-01-01T00:00",
        "٢٠٢٦-٠١-٠١", "0000-01-01", "2026-01-00",
    ])
    func refusesOtherDays(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test(arguments: [
        (" abc ", "ABC"), ("ÄÖ", "ÄÖ"), ("straße", "STRASSE"), ("", ""), ("  ", ""), ("a b", "A B"),
    ])
    func foldsCodes(_ code: String, _ key: String) {
        #expect(CodeKey.fold(code) == key)
    }

    @Test(arguments: [
        ("4006381333931", "4006381333931"), ("04006381333931", "4006381333931"), ("012345678905", "12345678905"),
        ("4006-381 333931", "4006381333931"),
        ("abc-01", "ABC01"), ("0abc", "0ABC"), ("000", ""), ("", ""),
    ])
    func foldsBarcodes(_ code: String, _ key: String) {
        #expect(CodeKey.barcode(code) == key)
    }

    @Test func cutsIntoChunks() {
        #expect([Int]().chunks(of: 3).isEmpty)
        #expect([1, 2, 3].chunks(of: 3) == [[1, 2, 3]])
        #expect(Array(1...7).chunks(of: 3) == [[1, 2, 3], [4, 5, 6], [7]])
    }

    @Test func hashesEqualDraftsEqually() throws {
        var first = Fixture.draft()
        first.lines[0].unitPrice = decimal("1000.00")
        var second = Fixture.draft()
        second.lines[0].unitPrice = decimal("1000")
        #expect(try JSONText.hash(first) == JSONText.hash(second))
        second.lines[0].unitPrice = decimal("1000.01")
        #expect(try JSONText.hash(first) != JSONText.hash(second))
        #expect(try JSONText.hash(first).count == 64)
    }

    @Test func boundsPages() {
        #expect(PageRequest(limit: 0).limit == 1)
        #expect(PageRequest(limit: 5_000).limit == 1_000)
        #expect(PageRequest(limit: 2).page([1, 2]) { String($0) } == Page(records: [1, 2], next: nil))
        #expect(PageRequest(limit: 2).page([1, 2, 3]) { String($0) } == Page(records: [1, 2], next: "2"))
    }
}
