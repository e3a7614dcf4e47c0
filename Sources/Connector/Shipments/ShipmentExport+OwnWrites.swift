import BackOffice
import Foundation
import ShopifyAdmin
import Storage

extension ShipmentExport {
    /// The orders that only our fulfillments have changed are marked, so that their new update time does not bring them back. What was
    /// complete with it is to be archived, if the shop card says so.
    func ownWrites(_ orders: [String: OrdersToShip], _ outcomes: Outcomes) async throws {
        let touched = Array(Set(outcomes.byNo.values.filter { outcomes.failures[$0.no] == nil }.map(\.externalID)))
        guard !touched.isEmpty else { return }
        let known = try await database.read { [shop] tx in try OrderStore(tx: tx, shop: shop.code).known(touched) }
        var states: [Admin.OrderState] = []
        for node in try await session.client.hydrated(Admin.OrderStatesByIDs(ids: touched)) {
            guard let state = node.node, let before = orders[node.id], let row = known[node.id] else { continue }
            // Untouched since the import, and but for the shipment still the same.
            if row.updatedAt == before.updatedAt, row.digest == state.digest { states.append(state) }
        }
        let now = Date()
        let (settled, archives) = (states, shop.settings.archiveProcessedOrders)
        try await sink.write { [shop] tx in
            let store = OrderStore(tx: tx, shop: shop.code)
            for state in settled {
                try store.wrote(state.id, updatedAt: state.updatedAt, digest: state.digest, at: now)
                try store.shipped(state.id, status: state.displayFulfillmentStatus.rawValue)
                let isPaid = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"].contains(state.displayFinancialStatus?.rawValue ?? "")
                if archives, isPaid, state.displayFulfillmentStatus.rawValue == "FULFILLED", state.closedAt == nil,
                    known[state.id]?.processed == true
                {
                    try IntentStore(tx: tx, shop: shop.code).record(.archive, key: "archive/\(state.id)", record: state.id, payload: "")
                }
            }
        }
    }
}

extension OrderStore {
    /// The shop's state of the shipment, after our own fulfillment.
    func shipped(_ id: String, status: String) throws {
        try tx.execute("UPDATE connector_orders SET fulfillment_status = \(status) WHERE shop = \(shop) AND id = \(id)")
    }
}
