public import Foundation

extension Decimal {
    /// Reads a decimal of the form `-12.50` completely and exactly. Exponents, grouping, blanks and other leftovers make it fail, as do
    /// numbers of more than 38 digits, which `Decimal` would silently cut.
    public init?(exactly text: String) {
        var digits = 0
        var points = 0
        var significant = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"): if index > 0 { return nil }
            default: return nil
            }
        }
        guard digits > 0, points <= 1, significant <= 38 else { return nil }
        self.init(string: text, locale: nil)
    }

    /// Rounded to a number of decimals, halves away from zero.
    public func rounded(decimals: Int) -> Decimal {
        var source = self
        var result = Decimal()
        NSDecimalRound(&result, &source, decimals, .plain)
        return result
    }

    /// The digits with at least so many decimals, a point, and no grouping: `12.50`. Further decimals are kept, not rounded away.
    public func text(decimals: Int = 0) -> String {
        let digits = description
        let point = digits.firstIndex(of: ".")
        let present = point.map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
        guard present < decimals else { return digits }
        return digits + (point == nil ? "." : "") + String(repeating: "0", count: decimals - present)
    }
}
