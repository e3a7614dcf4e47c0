/// An answer of the Admin API.
public struct AdminResponse<Value: Sendable>: Sendable {
    /// The decoded `data`.
    public let data: Value
    /// `data` as it came, byte for byte.
    public let raw: RawJSON
    /// What the request cost; `nil` when Shopify did not say.
    public let cost: AdminCost?
    /// Errors beside the data. Empty unless partial data was accepted.
    public let errors: [GraphQLError]
    /// What a mutation did not do. Empty unless user errors were to be returned.
    public let userErrors: [AdminUserError]
    /// Shopify's id of the request.
    public let requestID: String?
    /// The version that answered: another than the one asked for when that one has expired.
    public let apiVersion: String?
}
