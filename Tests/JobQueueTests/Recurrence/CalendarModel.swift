import Foundation

/// Date formulas by Foundation's calendar, and by walking day by day where the calendar has no word for it.
struct CalendarModel {
    private let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// The day so many days after 1970-01-01.
    func day(_ number: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(number * 86_400)) }

    /// Steps such as "+1M", "-CM", "+WD3"; the first may lack its sign.
    static func randomFormula(using random: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 1...3, using: &random)).map { index in
            let sign = index == 0 ? ["", "", "-"] : ["+", "+", "-"]
            let unit = ["D", "W", "M", "Q", "Y"].randomElement(using: &random) ?? "D"
            let step =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: "C\(unit)"
                case 1: "D\(Int.random(in: 1...31, using: &random))"
                case 2: "WD\(Int.random(in: 1...7, using: &random))"
                default: "\(Int.random(in: 0...40, using: &random))\(unit)"
                }
            return (sign.randomElement(using: &random) ?? "") + step
        }
    }

    func chain(_ steps: [String], from first: Date, count: Int) -> [Date] {
        var dates: [Date] = []
        var date = first
        while dates.count < count {
            var base = date
            var next = apply(steps, to: base)
            while next <= date {
                base = moved(base, .day, 1)
                next = apply(steps, to: base)
            }
            dates.append(next)
            date = next
        }
        return dates
    }

    func apply(_ steps: [String], to date: Date) -> Date {
        steps.reduce(date) { date, step in
            let sign = step.hasPrefix("-") ? -1 : 1
            let word = step.drop { $0 == "+" || $0 == "-" }
            if word.hasPrefix("WD") {
                let wanted = (Int(word.dropFirst(2)) ?? 0) % 7 + 1
                return walk(date, sign) { calendar.component(.weekday, from: $0) == wanted }
            }
            if word.hasPrefix("D") {
                let wanted = Int(word.dropFirst()) ?? 0
                return walk(date, sign) {
                    let day = calendar.component(.day, from: $0)
                    return day == wanted || (day < wanted && calendar.component(.day, from: moved($0, .day, 1)) == 1)
                }
            }
            if word.hasPrefix("C") { return edge(of: date, String(word.dropFirst()), sign) }
            let count = sign * (Int(word.dropLast()) ?? 0)
            switch word.last {
            case "D": return moved(date, .day, count)
            case "W": return moved(date, .day, 7 * count)
            case "M": return moved(date, .month, count)
            case "Q": return moved(date, .month, 3 * count)
            default: return moved(date, .year, count)
            }
        }
    }

    /// Day by day to the first or last day on which the next step would leave the unit.
    private func edge(of date: Date, _ unit: String, _ sign: Int) -> Date {
        let name = { (date: Date) -> [Int] in
            let parts = calendar.dateComponents([.year, .month, .weekOfYear, .yearForWeekOfYear, .day], from: date)
            switch unit {
            case "D": return [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0]
            case "W": return [parts.yearForWeekOfYear ?? 0, parts.weekOfYear ?? 0]
            case "M": return [parts.year ?? 0, parts.month ?? 0]
            case "Q": return [parts.year ?? 0, ((parts.month ?? 1) - 1) / 3]
            default: return [parts.year ?? 0]
            }
        }
        var date = date
        while name(moved(date, .day, sign)) == name(date) { date = moved(date, .day, sign) }
        return date
    }

    private func walk(_ date: Date, _ sign: Int, until isWanted: (Date) -> Bool) -> Date {
        var date = moved(date, .day, sign)
        while !isWanted(date) { date = moved(date, .day, sign) }
        return date
    }

    private func moved(_ date: Date, _ unit: Calendar.Component, _ count: Int) -> Date {
        unit == .day ? date.addingTimeInterval(TimeInterval(count * 86_400)) : calendar.date(byAdding: unit, value: count, to: date) ?? date
    }
}
