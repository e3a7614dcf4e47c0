/// Why a date formula was refused, and where in its text.
public struct DateFormulaError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        case empty
        case expected(String)
        case outOfRange(String)
        case doesNotMoveForward
    }

    public let reason: Reason
    /// The place in the text, counted from 1.
    public let position: Int
    public let text: String

    init(_ reason: Reason, position: Int, in text: String) {
        self.reason = reason
        self.position = position
        self.text = text
    }

    public var description: String {
        switch reason {
        case .empty: "The formula is empty; write one such as 1D, 1M or CM+1D."
        case .expected(let what): "“\(text)” cannot be read at position \(position): \(what)."
        case .outOfRange(let what): "“\(text)” has a number out of range at position \(position): \(what)."
        case .doesNotMoveForward:
            "“\(text)” does not move forward: it never leads to a later date. Write one that does, such as 1D, 1M or CM."
        }
    }
}
