/// Reads the text of a date formula character by character, so that an error can say where.
struct DateFormulaParser {
    private let text: String
    private let characters: [(character: Character, position: Int)]
    private var index = 0

    init(_ text: String) {
        self.text = text
        // Only ASCII letters change case: others could become two characters and shift the positions.
        characters = text.enumerated().compactMap { offset, character in
            guard !character.isWhitespace else { return nil }
            return (character.isASCII ? Character(character.uppercased()) : character, offset + 1)
        }
    }

    /// The text in capitals, without blanks.
    var canonical: String { String(characters.map(\.character)) }

    mutating func parse() throws(DateFormulaError) -> [DateFormula.Term] {
        guard !characters.isEmpty else { throw DateFormulaError(.empty, position: 1, in: text) }
        var terms: [DateFormula.Term] = []
        while index < characters.count {
            let sign = take("+") ? false : take("-") ? true : nil
            if sign == nil, !terms.isEmpty { throw expected("+ or - between two steps") }
            guard terms.count < 16 else { throw expected("at most 16 steps") }
            terms.append(DateFormula.Term(isBackward: sign ?? false, step: try step()))
        }
        return terms
    }

    private mutating func step() throws(DateFormulaError) -> DateFormula.Step {
        if take("C") {
            guard let unit = unit() else { throw expected("a unit (D, W, M, Q or Y) after C") }
            return .edge(of: unit)
        }
        if take("W") {
            guard take("D") else { throw expected("WD and a weekday from 1 to 7, or a number before W") }
            return .weekday(try number(in: 1...7, "a weekday is 1 (Monday) to 7 (Sunday)"))
        }
        if take("D") {
            return .dayOfMonth(try number(in: 1...31, "a day of a month is 1 to 31"))
        }
        guard let next = peek, next.isASCII, next.isNumber else {
            throw expected("a number and a unit such as 1D, C and a unit such as CM, D15 or WD1")
        }
        let count = try number(in: 0...9_999, "at most 9999 units")
        guard let unit = unit() else { throw expected("a unit (D, W, M, Q or Y) after the number") }
        return .add(count, unit)
    }

    private var peek: Character? { index < characters.count ? characters[index].character : nil }

    private var position: Int { index < characters.count ? characters[index].position : text.count + 1 }

    private mutating func take(_ character: Character) -> Bool {
        guard peek == character else { return false }
        index += 1
        return true
    }

    private mutating func unit() -> DateFormula.Unit? {
        guard let unit = peek.flatMap(DateFormula.Unit.init(rawValue:)) else { return nil }
        index += 1
        return unit
    }

    private mutating func number(in range: ClosedRange<Int>, _ limits: String) throws(DateFormulaError) -> Int {
        let start = position
        var digits = ""
        while let next = peek, next.isASCII, next.isNumber {
            digits.append(next)
            index += 1
        }
        guard !digits.isEmpty else { throw expected("a number: \(limits)") }
        guard let number = Int(digits), range.contains(number) else {
            throw DateFormulaError(.outOfRange(limits), position: start, in: text)
        }
        return number
    }

    private func expected(_ what: String) -> DateFormulaError {
        DateFormulaError(.expected("expected \(what)"), position: position, in: text)
    }
}
