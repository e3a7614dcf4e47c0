import BackOffice

/// A quantity that comes to a place or leaves it, in base units.
struct StockMovement {
    var type: ItemEntryType
    var documentNo = ""
    var documentLineNo = 0
    var place: StockPlace
    var quantity: ScaledQuantity
}
