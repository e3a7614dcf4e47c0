/// A payment method, shipment method or shipping agent of the shop, and ours.
public struct MethodMapping: Sendable, Hashable, Codable {
    /// What is mapped.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// Gateway, or gateway/card company.
        case payment
        /// The title of a shipping charge.
        case shipment
        /// Our shipping agent's code to the tracking company that Shopify knows.
        case agent
    }

    public var shop: String
    public var kind: Kind
    /// The shop's name for it (for agents: ours).
    public var theirs: String
    /// Ours (for agents: the tracking company, or `company|url with {tracking}`). Blank: not mapped.
    public var to: String
}
