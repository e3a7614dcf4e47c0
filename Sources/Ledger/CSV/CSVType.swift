import BackOffice
import Foundation
import Storage

/// What a cell of a column may hold, and how it stands in the database.
enum CSVType: Sendable {
    /// Text of at most so many characters.
    case text(Int)
    /// A number or code: trimmed, without control characters.
    case code(Int)
    case choice([String])
    /// At most five decimals.
    case decimal(atLeast: Decimal?)
    /// As `decimal`, kept × 100 000.
    case quantity(atLeast: Decimal?)
    case flag
    case day
    case currency
    case country

    /// Why a cell is not taken.
    struct Refusal: Error { let sentence: String }

    /// The value of a cell that is not blank.
    func value(_ cell: String) throws(Refusal) -> DatabaseValue {
        switch self {
        case .text(let maximum):
            guard cell.count <= maximum else { throw Refusal(sentence: "the text has \(cell.count) characters, at most \(maximum) fit.") }
            return .text(cell)
        case .code(let maximum):
            let code = CodeKey.trimmed(cell)
            guard code.count <= maximum, code.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
                throw Refusal(sentence: "\"\(cell.prefix(60))\" is no code of at most \(maximum) visible characters.")
            }
            return .text(code)
        case .choice(let choices):
            guard let choice = choices.first(where: { $0.lowercased() == CodeKey.trimmed(cell).lowercased() }) else {
                throw Refusal(sentence: "\"\(cell.prefix(60))\" is none of \(choices.joined(separator: ", ")).")
            }
            return .text(choice)
        case .decimal(let minimum): return .text(try Self.number(cell, atLeast: minimum).description)
        case .quantity(let minimum):
            guard let quantity = ScaledQuantity(try Self.number(cell, atLeast: minimum)) else {
                throw Refusal(sentence: "\(cell) is more than can be counted.")
            }
            return .integer(quantity.scaled)
        case .flag:
            switch CodeKey.trimmed(cell).lowercased() {
            case "true", "yes", "1": return .integer(1)
            case "false", "no", "0": return .integer(0)
            default: throw Refusal(sentence: "\"\(cell.prefix(60))\" is neither true nor false.")
            }
        case .day:
            guard let day = CalendarDay(CodeKey.trimmed(cell)) else {
                throw Refusal(sentence: "\"\(cell.prefix(60))\" is no day of the form 2026-01-31.")
            }
            return .text(day.description)
        case .currency:
            guard let currency = CurrencyCode(rawValue: cell) else {
                throw Refusal(sentence: "\"\(cell.prefix(60))\" is no currency; use three letters such as EUR.")
            }
            return .text(currency.rawValue)
        case .country:
            let code = CodeKey.fold(cell)
            guard code.utf8.count == 2, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
                throw Refusal(sentence: "\"\(cell.prefix(60))\" is no country; use two letters such as DE.")
            }
            return .text(code)
        }
    }

    private static func number(_ cell: String, atLeast minimum: Decimal?) throws(Refusal) -> Decimal {
        let text = CodeKey.trimmed(cell)
        guard let number = Decimal(exactly: text) else {
            throw Refusal(sentence: "\"\(cell.prefix(60))\" is no number; write 1234.50, without grouping or currency.")
        }
        guard number.rounded(decimals: 5) == number else { throw Refusal(sentence: "\(text) has more than five decimals.") }
        if let minimum, number < minimum { throw Refusal(sentence: "\(text) is below \(minimum).") }
        guard number.magnitude <= ScaledQuantity.limit else { throw Refusal(sentence: "\(text) is too large.") }
        return number
    }

    /// The cell for a value, as `value` reads it.
    func cell(_ value: DatabaseValue) -> String {
        switch (self, value) {
        case (_, .null): ""
        case (.flag, .integer(let flag)): flag == 0 ? "false" : "true"
        case (.quantity, .integer(let scaled)): ScaledQuantity(scaled: scaled).decimal.description
        case (_, .integer(let number)): String(number)
        case (_, .text(let text)): text
        case (_, .double(let number)): String(number)
        case (_, .bytes): ""
        }
    }
}
