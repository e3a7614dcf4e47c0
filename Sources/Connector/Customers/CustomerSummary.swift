public import Foundation

/// A customer of a shop and the customer of ours that stands for it, as lists and the API show it.
public struct CustomerSummary: Sendable, Hashable {
    /// Shopify's global id.
    public var id: String
    public var shop: String
    public var name: String
    public var email: String?
    public var phone: String?
    /// Our customer's number; nil while nobody is mapped.
    public var no: String?
    public var seenAt: Date

    public var isMapped: Bool { no != nil }
}

extension CustomerSummary: Encodable {
    private enum Key: String, CodingKey { case id, shop, name, email, phone, customerNo, mapped, seenAt }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(shop, forKey: .shop)
        try container.encode(name, forKey: .name)
        try container.encode(email, forKey: .email)
        try container.encode(phone, forKey: .phone)
        try container.encode(no, forKey: .customerNo)
        try container.encode(isMapped, forKey: .mapped)
        try container.encode(Instants.text(seenAt), forKey: .seenAt)
    }
}
