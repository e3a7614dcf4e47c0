public import Foundation

/// A line of the item ledger: written once, never changed. The stock of an item is the sum of its entries.
public struct ItemEntry: Sendable, Hashable, Codable {
    /// 1, 2, 3 … without gaps, in the order in which transactions committed.
    public var entryNo: Int64
    public var postedAt: Date
    public var type: ItemEntryType
    /// The shipment, invoice or other document it came with; empty for adjustments.
    public var documentNo: String
    public var documentLineNo: Int
    public var itemNo: String
    /// Empty: the item itself.
    public var variantCode: String
    public var locationCode: String
    /// In base units, at most five decimals; below zero for what left.
    public var quantity: Decimal
}
