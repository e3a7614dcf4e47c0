/// A back office that knows stock by location.
public protocol StockReporting: BackOffice {
    /// The levels of items and variants over the locations together. What has no stock and no orders there is absent.
    ///
    /// - Parameter ownKeys: The beginning of the keys with which one's own documents were created, to tell their part; nil: none.
    func stock(of keys: Set<StockKey>, at locations: Set<String>, ownKeys: String?) async throws -> [StockKey: StockLevels]
}
