import Foundation
import Storage
import Testing

@testable import Ledger

@Suite struct CSVTypeTests {
    struct Example: Sendable {
        var type: CSVType
        var cell: String
        /// Nil: the cell is refused.
        var value: DatabaseValue?

        init(_ type: CSVType, _ cell: String, _ value: DatabaseValue?) {
            self.type = type
            self.cell = cell
            self.value = value
        }
    }

    static let examples = [
        Example(.text(3), "abc", .text("abc")), Example(.text(3), " a ", .text(" a ")), Example(.text(3), "abcd", nil),
        Example(.code(3), " ab ", .text("ab")), Example(.code(3), "abcd", nil), Example(.code(3), "a\u{7}", nil),
        Example(.choice(["inventory", "service"]), "Service", .text("service")), Example(.choice(["inventory"]), "thing", nil),
        Example(.decimal(atLeast: 0), "12.50", .text("12.5")), Example(.decimal(atLeast: 0), " 7 ", .text("7")),
        Example(.decimal(atLeast: 0), "-1", nil), Example(.decimal(atLeast: nil), "-1", .text("-1")),
        Example(.decimal(atLeast: nil), "1,5", nil), Example(.decimal(atLeast: nil), "1e3", nil),
        Example(.decimal(atLeast: nil), "€1", nil),
        Example(.decimal(atLeast: nil), "0.123456", nil), Example(.decimal(atLeast: nil), "99999999999999", nil),
        Example(.quantity(atLeast: 0), "0.5", .integer(50_000)), Example(.quantity(atLeast: 0), "-0.5", nil),
        Example(.flag, "TRUE", .integer(1)), Example(.flag, "no", .integer(0)), Example(.flag, "1", .integer(1)), Example(.flag, "ja", nil),
        Example(.day, "2026-12-31", .text("2026-12-31")), Example(.day, "31.12.2026", nil), Example(.currency, "eur", .text("EUR")),
        Example(.currency, "EURO", nil), Example(.country, "de", .text("DE")), Example(.country, "DEU", nil), Example(.country, "1A", nil),
    ]

    @Test(arguments: examples)
    func reads(_ example: Example) {
        do throws(CSVType.Refusal) {
            let value = try example.type.value(example.cell)
            #expect(value == example.value)
            // What it writes it reads again.
            #expect(try example.type.value(example.type.cell(value)) == value)
        } catch {
            #expect(example.value == nil, "\(error.sentence)")
            #expect(error.sentence.hasSuffix("."))
        }
    }

    @Test func writesNothingAsBlank() {
        #expect(CSVType.decimal(atLeast: nil).cell(.null) == "")
        #expect(CSVType.flag.cell(.integer(0)) == "false")
        #expect(CSVType.quantity(atLeast: nil).cell(.integer(-150_000)) == "-1.5")
    }
}
