import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// Accepts what the shop asks our own fulfillment services to ship. Of other apps' services Shopify tells us nothing here, so that their
/// requests stay theirs.
///
/// What is accepted is no longer listed: a lost answer, or a second run, accepts nothing twice.
struct FulfillmentRequests {
    let session: ShopSession
    let database: Database
    let sink: any RunSink

    private var shop: Shop { session.shop }

    /// Does nothing, and asks nothing, for a shop without locations of services.
    func run() async throws {
        guard try await hasServices() else { return }
        let requested = try await list(.fulfillmentRequested)
        sink.count(.read, by: requested.count)
        sink.page(of: "requests to ship", requested.count)
        try await learn(requested)
        try await accept(requested)
    }

    /// What would be accepted.
    func preview() async throws -> [RecordChange] {
        guard try await hasServices() else { return [] }
        return try await list(.fulfillmentRequested).map {
            RecordChange(record: $0.name, field: "fulfillment request at \($0.assignedLocation.name)", from: "submitted", to: "accepted")
        }
    }

    private func hasServices() async throws -> Bool {
        try await database.read { [shop] tx in
            try MappingStore(tx: tx, shop: shop.code).locations().contains { $0.fulfillmentService && $0.active }
        }
    }

    private func list(_ status: Admin.FulfillmentOrderAssignmentStatus) async throws -> [Admin.AssignedFulfillmentOrder] {
        var found: [Admin.AssignedFulfillmentOrder] = []
        do {
            for try await page in session.client.pages(Admin.AssignedFulfillmentOrders(status: status)) {
                try sink.checkCancellation()
                found += page.nodes
            }
        } catch let error as AdminError where error.code == .accessDenied {
            sink.logger.warning("Requests to ship cannot be read: the access scope read_assigned_fulfillment_orders is missing")
        } catch let error as AdminError where error.graphQLErrors.contains(where: { $0.message.contains("not associated with any") }) {
            // All services of the shop are others'.
            return []
        }
        return found.filter { $0.requestStatus.rawValue == "SUBMITTED" }
    }

    /// The locations are our own services': what was accepted there is shipped from here.
    private func learn(_ requested: [Admin.AssignedFulfillmentOrder]) async throws {
        let places = Set(requested.compactMap { $0.assignedLocation.location?.id })
        guard !places.isEmpty else { return }
        _ = try await sink.write { [shop] tx in
            try tx.execute(
                "UPDATE shop_locations SET own_service = 1 WHERE shop = \(shop.code) AND location_id IN \(list: places.sorted())"
            )
        }
    }

    private func accept(_ requested: [Admin.AssignedFulfillmentOrder]) async throws {
        try await session.client.batch(requested.map { Admin.FulfillmentRequestAccept(id: $0.id) }) { outcomes in
            var accepted: [String] = []
            var refused: [(Admin.AssignedFulfillmentOrder, Failure)] = []
            for outcome in outcomes {
                let order = requested[outcome.index]
                switch outcome.result {
                case .success: accepted.append(order.id)
                case .failure(let error): refused.append((order, Failure(error)))
                }
            }
            let (good, bad) = (accepted, refused)
            try await sink.write { [shop] tx in
                let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncShipments)
                try skipped.clear(good)
                for (order, failure) in bad { try skipped.park(order.id, name: order.name, failure) }
            }
            sink.count(.updated, by: good.count)
            sink.count(.failed, by: bad.count)
        }
    }
}

extension Admin.AssignedFulfillmentOrder {
    /// What people call it.
    fileprivate var name: String { "\(orderName) (request to ship)" }
}
