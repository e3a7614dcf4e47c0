import BackOffice
import Foundation

/// Texts, numbers and instants in one language and zone.
struct Speech: Sendable {
    let language: PageLanguage
    let zone: TimeZone
    let locale: Locale

    init(_ language: PageLanguage, zone: TimeZone) {
        self.language = language
        self.zone = zone
        locale = Locale(identifier: language == .english ? "en_GB" : "ru_RU")
    }

    /// The text; `%1`, `%2` … are replaced by the arguments.
    func callAsFunction(_ text: Text, _ arguments: String...) -> String {
        let template = (language == .english ? English.texts : Russian.texts)[text] ?? text.rawValue
        return arguments.enumerated().reduce(template) { $0.replacing("%\($1.offset + 1)", with: $1.element) }
    }

    func number(_ value: Int) -> String { value.formatted(.number.locale(locale)) }

    /// An exact number with its decimals as they are.
    func decimal(_ value: Decimal) -> String { value.formatted(.number.locale(locale).precision(.fractionLength(0...10))) }

    /// `1,053.12 EUR`: grouped as the language does, with all decimals of the currency.
    func money(_ money: Money) -> String {
        let digits = money.currency.minorUnits
        // Unit prices may be finer than the smallest coin.
        return money.amount.formatted(.number.locale(locale).precision(.fractionLength(digits...max(digits, 6)))) + " \(money.currency)"
    }

    func cell(_ money: Money) -> CellView {
        CellView(cellText: self.money(money), cellClass: "number", raw: money.description)
    }

    /// A calendar day that is kept as `yyyy-MM-dd`.
    func calendarDay(_ text: String) -> String {
        guard let date = try? Date(text, strategy: Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()) else { return text }
        return date.formatted(Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale, timeZone: .gmt))
    }

    func dayCell(_ text: String) -> CellView { CellView(cellText: calendarDay(text), cellClass: "nowrap", raw: text) }

    /// `2 h 5 m`, short and without words that need a plural.
    func duration(_ seconds: Double) -> String {
        let units = language == .english ? ["ms", "s", "m", "h", "d"] : ["мс", "с", "мин", "ч", "д"]
        if seconds < 1 { return "\(Int((seconds * 1000).rounded())) \(units[0])" }
        let whole = Int(seconds.rounded())
        switch whole {
        case ..<60: return "\(whole) \(units[1])"
        case ..<3600: return "\(whole / 60) \(units[2]) \(whole % 60) \(units[1])"
        case ..<86_400: return "\(whole / 3600) \(units[3]) \(whole % 3600 / 60) \(units[2])"
        default: return "\(whole / 86_400) \(units[4]) \(whole % 86_400 / 3600) \(units[3])"
        }
    }

    /// Date and time in the zone, with its name where there is room.
    func exact(_ date: Date, withZone: Bool = true) -> String {
        let style = Date.FormatStyle(date: .abbreviated, time: .standard, locale: locale, timeZone: zone)
        return date.formatted(style) + (withZone ? " (\(zone.identifier))" : "")
    }

    /// `Mon 25 Nov 2026, 16:31`: for schedules, where the day of the week matters.
    func weekdayAndTime(_ date: Date) -> String {
        let style = Date.FormatStyle(locale: locale, timeZone: zone).weekday(.abbreviated).day().month(.abbreviated).year().hour().minute()
        return date.formatted(style)
    }

    func time(_ date: Date) -> String {
        date.formatted(Date.FormatStyle(date: .omitted, time: .standard, locale: locale, timeZone: zone))
    }

    func day(_ date: Date) -> String {
        date.formatted(Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale, timeZone: zone))
    }

    /// `3 min ago`, `in 5 min`.
    func relative(_ date: Date, now: Date = .now) -> String {
        let seconds = now.timeIntervalSince(date)
        let size = duration(abs(seconds))
        return seconds >= 0 ? self(.ago, size) : self(.inTime, size)
    }

    /// An instant as a cell: relative, with the exact time on hover.
    func cell(_ date: Date?) -> CellView {
        guard let date else { return .text("–") }
        return CellView(cellClass: "nowrap", instant: Instant.text(date), exact: exact(date), relative: relative(date))
    }
}
