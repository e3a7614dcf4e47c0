import Foundation

extension Recurrence: CustomStringConvertible {
    /// The recurrence in words: "every 5 minutes, 08:00–16:00, Mon–Fri, Europe/Berlin".
    public var description: String {
        ([rhythm] + [hours, dayNames].compactMap(\.self) + [zone]).joined(separator: ", ")
    }

    private var rhythm: String {
        if let formula { return "by the formula \(formula), at \(start ?? .midnight)" }
        guard let every else { return "at \(start ?? .midnight)" }
        let minutes = every == 1 ? "minute" : "\(every) minutes"
        return spacing == .fixedRate ? "every \(minutes)" : "\(every == 1 ? "1 minute" : minutes) after each run"
    }

    private var hours: String? {
        if every == nil { return end.map { "if late until \($0)\(nextDay)" } }
        switch (start, end) {
        case (nil, nil): return nil
        case (let start?, nil): return "from \(start)"
        case (nil, let end?): return "until \(end)"
        case (let start?, let end?): return "\(start)–\(end)\(nextDay)"
        }
    }

    private var nextDay: String {
        guard let end, end < start ?? .midnight else { return "" }
        return " (next day)"
    }

    private var dayNames: String? {
        if formula != nil { return nil }
        if days == .all { return "every day" }
        let names = days.names.map { $0.capitalized }
        guard let first = days.names.first.flatMap(Weekdays.names.firstIndex(of:)), names.count > 2 else {
            return names.joined(separator: ", ")
        }
        let isRow = days.names == Array(Weekdays.names[first..<min(first + names.count, 7)])
        return isRow ? "\(names[0])–\(names[names.count - 1])" : names.joined(separator: ", ")
    }
}
