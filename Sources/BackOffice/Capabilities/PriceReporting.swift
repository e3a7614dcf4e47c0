/// A back office with price lists.
public protocol PriceReporting: BackOffice {
    /// The prices of items and variants. What has no price in the currency is absent: nothing is converted.
    func prices(of keys: Set<PriceKey>, for request: PriceRequest) async throws -> [PriceKey: ItemPrice]
}
