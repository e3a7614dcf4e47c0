/// One thing that is wrong with a CSV file.
public struct CSVProblem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The line of the file, from 1; 0 when it is about the whole file.
    public var line: Int
    /// The column of the line, counted from 1 in fields; 0 when it is about the whole line.
    public var column: Int
    /// The column's name in the header; empty when it is about the whole line.
    public var field: String
    /// What is wrong, one sentence.
    public var sentence: String

    public init(line: Int, column: Int, field: String, sentence: String) {
        self.line = line
        self.column = column
        self.field = field
        self.sentence = sentence
    }

    /// `line 3, column 2 (unitPrice): …`
    public var description: String {
        guard line > 0 else { return sentence }
        guard column > 0 else { return "line \(line): \(sentence)" }
        return "line \(line), column \(column)\(field.isEmpty ? "" : " (\(field))"): \(sentence)"
    }
}
