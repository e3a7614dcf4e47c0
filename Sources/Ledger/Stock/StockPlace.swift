/// What is counted where.
struct StockPlace: Hashable, Comparable {
    var item: String
    /// Empty: the item itself.
    var variant: String
    /// Empty: nowhere in particular.
    var location: String

    static func < (left: StockPlace, right: StockPlace) -> Bool {
        (left.item, left.variant, left.location) < (right.item, right.variant, right.location)
    }
}
