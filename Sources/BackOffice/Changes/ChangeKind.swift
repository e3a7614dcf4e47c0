/// What the change feed tells apart.
public enum ChangeKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// An item, its variants, units or references.
    case item
    /// A price of an item: on its card, on a variant or in a price list.
    case price
    /// Quantities of an item or variant at a location: on hand, reserved or outstanding.
    case stock
    /// The picture of an item or variant.
    case picture
    case customer
    case location
    /// A sales document.
    case document
    /// A posted shipment, or its tracking.
    case shipment
}
