public import Foundation

/// A variant of a shop's product and the item that it stands for, as lists and the API show it.
public struct ProductSummary: Sendable, Hashable {
    /// Shopify's global id of the variant.
    public var id: String
    public var shop: String
    /// Shopify's global id of the product, where it is known.
    public var product: String?
    public var title: String
    public var sku: String?
    public var barcode: String?
    /// Our item's number; nil while nothing is mapped.
    public var item: String?
    public var variant: String?
    public var unit: String?
    public var seenAt: Date

    public var isMapped: Bool { item != nil }
}

extension ProductSummary: Encodable {
    private enum Key: String, CodingKey { case id, shop, product, title, sku, barcode, item, variant, unit, mapped, seenAt }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(shop, forKey: .shop)
        try container.encode(product, forKey: .product)
        try container.encode(title, forKey: .title)
        try container.encode(sku, forKey: .sku)
        try container.encode(barcode, forKey: .barcode)
        try container.encode(item, forKey: .item)
        try container.encode(variant, forKey: .variant)
        try container.encode(unit, forKey: .unit)
        try container.encode(isMapped, forKey: .mapped)
        try container.encode(Instants.text(seenAt), forKey: .seenAt)
    }
}
