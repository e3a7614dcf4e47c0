public import Foundation

/// Quantities of an item or variant over a set of locations, in base units.
public struct StockLevels: Sendable, Hashable, Codable {
    /// What lies there.
    public var onHand: Decimal
    /// Of it, what is set aside for orders.
    public var reserved: Decimal
    /// Ordered and not shipped yet.
    public var outstanding: Decimal
    /// Coming back from customers.
    public var expected: Decimal
    /// Of `reserved`, what belongs to the documents that were asked about as one's own.
    public var ownReserved: Decimal
    /// Of `outstanding`, what belongs to the documents that were asked about as one's own.
    public var ownOutstanding: Decimal

    public init(
        onHand: Decimal = 0,
        reserved: Decimal = 0,
        outstanding: Decimal = 0,
        expected: Decimal = 0,
        ownReserved: Decimal = 0,
        ownOutstanding: Decimal = 0
    ) {
        self.onHand = onHand
        self.reserved = reserved
        self.outstanding = outstanding
        self.expected = expected
        self.ownReserved = ownReserved
        self.ownOutstanding = ownOutstanding
    }

    /// What may be offered, all known orders taken off: the quantity `available` of a shop. May be below zero.
    public func available(_ calculation: StockCalculation) -> Decimal {
        switch calculation {
        case .projectedAvailableBalance: onHand + expected - outstanding
        case .freeInventory: onHand - reserved
        }
    }

    /// The quantity `on_hand` of a shop, which takes its own unshipped orders off by itself: they are not taken off here too.
    public func onHand(forShop calculation: StockCalculation) -> Decimal {
        switch calculation {
        case .projectedAvailableBalance: available(calculation) + ownOutstanding
        case .freeInventory: available(calculation) + ownReserved
        }
    }
}
