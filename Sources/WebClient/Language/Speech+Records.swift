import BackOffice
import Foundation

/// Money, quantities and Shopify's codes as people read them.
extension Speech {
    /// `1,234.50 EUR`, `1 234,50 EUR`: as many decimals as the currency has coins for, its code behind.
    func money(_ money: Money) -> String { "\(decimal(money.amount, places: money.currency.minorUnits))\u{A0}\(money.currency)" }

    /// A decimal with exactly so many places; nil leaves away what is zero.
    func decimal(_ value: Decimal, places: Int? = nil) -> String {
        value.formatted(.number.precision(.fractionLength((places ?? 0)...(places ?? 9))).locale(locale))
    }

    /// A day without a time, as `2026-11-25` is stored; what is no day stays as it is.
    func date(_ text: String) -> String {
        guard let date = try? Date(text, strategy: .iso8601.year().month().day()) else { return text }
        return date.formatted(Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale, timeZone: .gmt))
    }

    /// `PARTIALLY_PAID` → `Partially paid`, `Оплачен частично`; a code that is not known stays readable.
    func code(_ code: String?) -> String {
        guard let code, !code.isEmpty else { return "–" }
        if language == .russian, let text = Self.russianCodes[code.uppercased()] { return text }
        // `partlyShipped` is how the ledger writes what Shopify would write as PARTLY_SHIPPED.
        let text = code.replacing(/([a-z])([A-Z])/) { "\($0.output.1) \($0.output.2)" }.replacing("_", with: " ").lowercased()
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The Admin API's `OrderDisplayFinancialStatus` and `OrderDisplayFulfillmentStatus`, and the states of documents.
    private static let russianCodes = [
        "AUTHORIZED": "Авторизован", "EXPIRED": "Истёк", "PAID": "Оплачен", "PARTIALLY_PAID": "Оплачен частично",
        "PARTIALLY_REFUNDED": "Возвращён частично", "PENDING": "Ожидается", "REFUNDED": "Возвращён", "VOIDED": "Аннулирован",
        "FULFILLED": "Отгружен", "IN_PROGRESS": "В работе", "ON_HOLD": "Приостановлен", "OPEN": "Открыт",
        "PARTIALLY_FULFILLED": "Отгружен частично", "PENDING_FULFILLMENT": "Ожидает отгрузки", "REQUEST_DECLINED": "Отклонён",
        "RESTOCKED": "Возвращён на склад", "SCHEDULED": "Запланирован", "UNFULFILLED": "Не отгружен", "RELEASED": "Выпущен",
        "POSTED": "Учтён", "CANCELLED": "Отменён", "PARTLYSHIPPED": "Отгружен частично", "SHIPPED": "Отгружен",
    ]
}
