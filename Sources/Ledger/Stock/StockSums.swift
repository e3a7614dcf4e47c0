/// The sums of a place, or by how much they change. Base units × 100 000.
struct StockSums: Hashable {
    var quantity: Int64 = 0
    var reserved: Int64 = 0
    var outstanding: Int64 = 0
    var expected: Int64 = 0

    static func += (left: inout StockSums, right: StockSums) {
        left.quantity += right.quantity
        left.reserved += right.reserved
        left.outstanding += right.outstanding
        left.expected += right.expected
    }
}
