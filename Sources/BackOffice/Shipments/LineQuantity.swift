public import Foundation

/// A quantity of a document's line.
public struct LineQuantity: Sendable, Hashable, Codable {
    /// The line's number (10000, 20000 …), or its place (1, 2 …) when no line has that number.
    public var line: Int
    /// In the line's unit.
    public var quantity: Decimal

    public init(line: Int, quantity: Decimal) {
        self.line = line
        self.quantity = quantity
    }
}
