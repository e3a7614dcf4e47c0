import Foundation
import Testing

@testable import ShopifyAdmin

@Suite struct JSONReaderTests {
    private func read<Value>(_ text: String, _ body: (inout JSONReader) throws -> Value) throws -> Value {
        var text = text
        return try text.withUTF8 { bytes in
            var reader = JSONReader(UnsafeRawBufferPointer(bytes))
            let value = try body(&reader)
            guard reader.isAtEnd() else { throw JSONReader.Unreadable() }
            return value
        }
    }

    @Test(arguments: ["0", "-0", "7", " -42 ", "123456789012345678"]) func integers(_ text: String) throws {
        #expect(try read(text) { try $0.int() } == Int(text.trimmingCharacters(in: .whitespaces)))
    }

    @Test(arguments: ["", "-", "01", "1.5", "1e3", "\"1\"", "1234567890123456789", "1 2"]) func whatTheFastWayLeavesToTheDecoder(
        _ text: String
    ) {
        #expect(throws: (any Error).self) { try read(text) { try $0.int() } }
    }

    @Test(arguments: [
        "0.00", "19.90", "-0.05", "1234.50", "000.10", "1", "100", "99999999999999.9999", "1234567890123456789.123456789", "1.5e3", "-0.0",
    ]) func decimalsAreTheDecodersDecimals(_ text: String) throws {
        let fast = try read("\"\(text)\"") { try $0.decimal() }
        let exact = try #require(Decimal(string: text))
        #expect(fast == exact)
        #expect(fast.description == exact.description)
        #expect(fast.hashValue == exact.hashValue)
    }

    @Test(arguments: ["\"\"", "\"abc\"", "\"1.2.3\"", "\"1,2\"", "\"-\"", "\".\"", "12", "null"]) func otherTextsAreNoDecimals(
        _ text: String
    ) {
        #expect(throws: (any Error).self) { try read(text) { try $0.decimal() } }
    }

    @Test func stringsAreUnescaped() throws {
        #expect(try read(#""Käse \"alt\" \\ \n \u00fc \ud83d\ude00 / \/""#) { try $0.string() } == "Käse \"alt\" \\ \n ü 😀 / /")
        #expect(try read("\"\"") { try $0.string() } == "")
        for broken in ["\"abc", "\"a\nb\"", "\"\\", "\"\\\"", "abc", "\"\\x\""] {
            #expect(throws: (any Error).self) { try read(broken) { try $0.string() } }
        }
    }

    @Test func invalidUTF8IsRefused() {
        let bytes: [UInt8] = [0x22, 0xFF, 0xFE, 0x22]
        bytes.withUnsafeBytes { buffer in
            var reader = JSONReader(buffer)
            #expect(throws: (any Error).self) { try reader.string() }
        }
    }

    @Test func keysMayComeInAnyOrderAndUnknownOnesAreSkipped() throws {
        let text =
            #"{ "new":{"a":[1,"}"]}, "presentmentMoney":{"currencyCode":"USD","amount":"2"},"shopMoney":{"amount":"1.5","currencyCode":"EUR","x":null}}"#
        let money = try #require(AdminJSON.read(Admin.MoneySet.self, Data(text.utf8)))
        #expect(money.shopMoney.amount == Decimal(string: "1.5"))
        #expect(money.presentmentMoney.currencyCode == "USD")
    }

    /// Whatever is cut off or broken, the fast way never reads what the decoder refuses.
    @Test func theFastWayIsNeverMoreLenient() throws {
        let whole = Array(
            #"{"shopMoney":{"amount":"1.5","currencyCode":"EUR"},"presentmentMoney":{"amount":"2","currencyCode":"USD"}}"#.utf8
        )
        #expect(AdminJSON.read(Admin.MoneySet.self, Data(whole)) != nil)
        for position in whole.indices {
            #expect(AdminJSON.read(Admin.MoneySet.self, Data(whole[..<position])) == nil)
            for byte in [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ":"), 0x00] {
                var broken = whole
                broken[position] = byte
                let fast = AdminJSON.read(Admin.MoneySet.self, Data(broken))
                let slow = try? AdminJSON.decodeSlowly(Admin.MoneySet.self, from: Data(broken))
                if let fast { #expect(fast == slow, "\(String(decoding: broken, as: UTF8.self))") }
            }
        }
    }
}
