/// A date formula such as `1M`, `CM+1D` or `WD1`: steps applied left to right to a date.
///
/// `<n>D|W|M|Q|Y` adds days, weeks, months, quarters or years; `C<unit>` goes to the end of the current unit (its beginning
/// after a minus); `D<n>` goes to the next day n of a month, `WD<n>` to the next weekday n, Monday being 1 (the previous
/// one after a minus). Months clip: 31 January + 1M is the last of February, and the next day 31 of April is the 30th.
/// Case does not matter.
public struct DateFormula: Sendable, Hashable, CustomStringConvertible {
    enum Unit: Character, Sendable, Hashable {
        case day = "D"
        case week = "W"
        case month = "M"
        case quarter = "Q"
        case year = "Y"
    }

    enum Step: Sendable, Hashable {
        case add(Int, Unit)
        case edge(of: Unit)
        case dayOfMonth(Int)
        case weekday(Int)
    }

    struct Term: Sendable, Hashable {
        let isBackward: Bool
        let step: Step
    }

    let terms: [Term]

    /// The formula as it was read, in capitals and without blanks.
    public let description: String

    /// Reads a formula.
    /// - Throws: ``DateFormulaError`` with the position of what does not parse, or when the formula never moves a date forward.
    public init(_ text: String) throws(DateFormulaError) {
        var parser = DateFormulaParser(text)
        terms = try parser.parse()
        description = parser.canonical
        guard movesForward else { throw DateFormulaError(.doesNotMoveForward, position: 1, in: text) }
    }

    /// Whether there is any date that the formula moves forward. Eight years hold every shape that a month and a year can have.
    private var movesForward: Bool {
        let first = CivilDate(year: 2024, month: 1, day: 1)
        return (0..<Self.longestWait).contains { apply(to: first.adding(days: $0)) > first.adding(days: $0) }
    }

    /// Days in which any formula that moves forward at all does so from at least one of them (a leap year is at most eight years away).
    static let longestWait = 2_922

    func apply(to date: CivilDate) -> CivilDate {
        terms.reduce(date) { $1.apply(to: $0) }
    }
}

extension DateFormula.Term {
    func apply(to date: CivilDate) -> CivilDate {
        let sign = isBackward ? -1 : 1
        switch step {
        case .add(let count, .day): return date.adding(days: sign * count)
        case .add(let count, .week): return date.adding(days: sign * count * 7)
        case .add(let count, .month): return date.adding(months: sign * count)
        case .add(let count, .quarter): return date.adding(months: sign * count * 3)
        case .add(let count, .year): return date.adding(months: sign * count * 12)
        case .edge(.day): return date
        case .edge(.week): return date.adding(days: isBackward ? -date.weekday : 6 - date.weekday)
        case .edge(.month): return edge(of: date, months: 1)
        case .edge(.quarter): return edge(of: date, months: 3)
        case .edge(.year): return edge(of: date, months: 12)
        case .dayOfMonth(let day): return neighbour(of: date, day: day)
        case .weekday(let number):
            let distance = floorModulo(sign * (number - 1 - date.weekday), 7)
            return date.adding(days: sign * (distance == 0 ? 7 : distance))
        }
    }

    /// The last day (after a minus: the first) of the month, quarter or year around the date.
    private func edge(of date: CivilDate, months: Int) -> CivilDate {
        let (year, month, _) = date.yearMonthDay
        let first = (year * 12 + month - 1) / months * months
        return isBackward ? CivilDate(monthIndex: first, day: 1) : CivilDate(monthIndex: first + months - 1, day: 31)
    }

    /// The next (after a minus: the previous) date that is the given day of its month, never the date itself.
    private func neighbour(of date: CivilDate, day: Int) -> CivilDate {
        let (year, month, _) = date.yearMonthDay
        let index = year * 12 + month - 1
        let here = CivilDate(monthIndex: index, day: day)
        if isBackward { return here < date ? here : CivilDate(monthIndex: index - 1, day: day) }
        return here > date ? here : CivilDate(monthIndex: index + 1, day: day)
    }
}
