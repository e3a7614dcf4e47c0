public import Foundation

/// The API's scalars as text.
public enum AdminScalar {
    /// A `Decimal`, exactly; `nil` when the text is no plain decimal number.
    public static func decimal(_ text: String) -> Decimal? {
        var digits = 0
        var points = 0
        for (position, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break
            case UInt8(ascii: "-"), UInt8(ascii: "+"): if position != 0 && !text.contains(where: { $0 == "e" || $0 == "E" }) { return nil }
            default: return nil
            }
        }
        return digits == 0 || points > 1 ? nil : Decimal(string: text, locale: posix)
    }

    private static let posix = Locale(identifier: "en_US_POSIX")

    /// A `DateTime` such as `2026-07-02T23:39:19Z`, with a fraction or an offset if need be; `nil` when it is none.
    public static func instant(_ text: String) -> Date? {
        var text = text
        return text.withUTF8 { instant(utf8: UnsafeRawBufferPointer($0)[...]) }
    }

    static func instant(utf8 slice: Slice<UnsafeRawBufferPointer>) -> Date? {
        let bytes = UnsafeRawBufferPointer(rebasing: slice)
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A,
            bytes[16] == 0x3A,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0.0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard !digits.isEmpty, digits.count <= 15, let value = number(digits) else { return nil }
            fraction = Double(value) / pow(10, Double(digits.count))
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = offset(rest) else { return nil }
        let seconds = daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// The instant as the API reads it, with whole seconds, in UTC.
    public static func text(_ instant: Date) -> String {
        instant.formatted(.iso8601)
    }

    private static func offset(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        if bytes.elementsEqual([0x5A]) { return 0 }
        guard bytes.count == 6 || bytes.count == 5, let sign = bytes.first, sign == 0x2B || sign == 0x2D else { return nil }
        guard let hours = number(bytes.dropFirst().prefix(2)), let minutes = number(bytes.suffix(2)) else { return nil }
        return (hours * 3_600 + minutes * 60) * (sign == 0x2D ? -1 : 1)
    }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar (the algorithm counts years from March).
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
