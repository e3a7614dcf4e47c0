/// A date of the proleptic Gregorian calendar as the number of days since 1970-01-01, without a zone.
///
/// Integer arithmetic instead of `Calendar`: the due-scan computes tens of thousands of next runs, and a calendar object
/// costs a hundred times as much a step.
struct CivilDate: Hashable, Comparable {
    var dayNumber: Int

    init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// The method of counting days from the first of March, so that the leap day ends the year (Howard Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms").
    init(year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    var yearMonthDay: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// 0 for Monday, 6 for Sunday.
    var weekday: Int { floorModulo(dayNumber + 3, 7) }

    func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    /// The same day of another month, or its last day when it is shorter (31 January + 1 month = 28 or 29 February).
    func adding(months: Int) -> CivilDate {
        let (year, month, day) = yearMonthDay
        return CivilDate(monthIndex: year * 12 + month - 1 + months, day: day)
    }

    /// The day of a month counted from year 0, clipped to the month's last day.
    init(monthIndex: Int, day: Int) {
        let year = floorDivide(monthIndex, 12)
        let month = floorModulo(monthIndex, 12) + 1
        self.init(year: year, month: month, day: min(day, Self.length(ofMonth: month, year: year)))
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

/// Division that rounds down, also below zero.
func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}

/// The remainder that goes with ``floorDivide(_:_:)``, always 0..<divisor.
func floorModulo(_ number: Int, _ divisor: Int) -> Int {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
}
