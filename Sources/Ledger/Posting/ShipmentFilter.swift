public import BackOffice

/// Which posted shipments a list shows.
public struct ShipmentFilter: Sendable, Hashable {
    /// Empty: shipments and receipts of returns.
    public var types: Set<Shipment.Direction>
    /// Empty: of all orders.
    public var orderNo: String

    public var oldestFirst = false

    public init(types: Set<Shipment.Direction> = [.shipment], orderNo: String = "") {
        self.types = types
        self.orderNo = orderNo
    }
}
