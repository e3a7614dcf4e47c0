import Foundation
import ShopifyAdmin
import Storage

/// An order as far as shipping goes, read right before something is sent.
struct OrdersToShip: Sendable {
    struct Sent: Sendable {
        var id: String
        var status: String
        var quantities: [String: Int]
    }

    var id: String
    var updatedAt: Date
    var orders: [Admin.FulfillmentOrder]
    var fulfillments: [Sent]
    /// What plans of this run have taken already, by fulfillment order line.
    var taken: [String: Int] = [:]

    /// Small pages for nearly all orders; those that go on are read again with large ones.
    static func read(_ ids: [String], _ client: AdminClient) async throws -> [String: OrdersToShip] {
        var found: [String: OrdersToShip] = [:]
        var long: [String] = []
        let small = Admin.OrderShipping(ids: ids, fulfillmentOrders: 5, fulfillmentLines: 20)
        for node in try await client.hydrated(small) {
            guard let order = node.node else { continue }
            if order.isWhole { found[node.id] = OrdersToShip(order) } else { long.append(node.id) }
        }
        if !long.isEmpty {
            for node in try await client.hydrated(Admin.OrderShipping(ids: long, fulfillmentOrders: 20, fulfillmentLines: 148)) {
                if let order = node.node { found[node.id] = OrdersToShip(order) }
            }
        }
        return found
    }

    init(_ order: Admin.OrderToShip) {
        id = order.id
        updatedAt = order.updatedAt
        orders = order.fulfillmentOrders.nodes
        fulfillments = order.fulfillments.map { shipment in
            Sent(
                id: shipment.id,
                status: shipment.status.rawValue,
                quantities: shipment.fulfillmentLineItems.nodes.reduce(into: [:]) { $0[$1.lineItem.id, default: 0] += $1.quantity ?? 0 }
            )
        }
    }

    func open(thirdParty: Set<String>) -> [OpenFulfillmentOrder] {
        orders.map { order in
            let location = order.assignedLocation.location?.id ?? ""
            return OpenFulfillmentOrder(
                id: order.id,
                status: order.status.rawValue,
                locationID: location,
                locationName: order.assignedLocation.name,
                isThirdParty: thirdParty.contains(location),
                holdReasons: order.fulfillmentHolds.map(\.reason.rawValue),
                lines: order.lineItems.nodes.map {
                    .init(id: $0.id, orderLineID: $0.lineItem.id, remaining: $0.remainingQuantity - (taken[$0.id] ?? 0))
                }
            )
        }
    }

    mutating func take(_ plan: ShipmentPlan) {
        for part in plan.fulfillments.flatMap(\.parts) { taken[part.lineID, default: 0] += part.quantity }
    }
}

extension Admin.OrderToShip {
    /// Whether every list ended on its first page.
    var isWhole: Bool {
        !fulfillmentOrders.pageInfo.hasNextPage && fulfillmentOrders.nodes.allSatisfy { !$0.lineItems.pageInfo.hasNextPage }
            && fulfillments.allSatisfy { !$0.fulfillmentLineItems.pageInfo.hasNextPage }
    }
}
