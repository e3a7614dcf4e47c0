/// What kind of code an item reference is.
public enum ItemReferenceType: String, Sendable, Hashable, Codable, CaseIterable {
    case barcode
    /// The vendor's own number of the item.
    case vendor
    /// A customer's own number of the item.
    case customer
    /// Some other code, such as a SKU of a shop.
    case other
}
