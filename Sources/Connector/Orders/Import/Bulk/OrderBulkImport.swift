import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// The first import of a whole shop: two bulk operations, whatever the number of orders. One gives the orders, the other their fulfillment
/// orders and the lines of their shipments, which stand too deep for the first.
///
/// The files are read piece by piece; no more than a batch of orders is held. Rows and place are saved in one transaction, so that a killed
/// run costs a batch and one request. Orders with refunds, returns or payment terms are read by their ids. The cursor is the operation's
/// start: what changed meanwhile is read by the next run.
///
/// What Shopify gives up (failed, canceled, expired, too many at once) is imported by pages; what a partial result had is kept.
struct OrderBulkImport {
    /// Results can be downloaded for seven days.
    static let lifetime: TimeInterval = 6.5 * 86_400

    let client: AdminClient
    let choice: FirstImport
    /// How long a place among the running operations is waited for.
    var patience = Duration.seconds(60)

    /// - Returns: what was imported; nil: go by pages.
    func run(_ source: any OrderSource, _ intake: OrderIntake) async throws -> OrderImport.Summary? {
        guard choice != .pages else { return try await giveUp(intake) }
        let known = try await intake.database.read { [shop = intake.shop.code] tx in try OrderBulkStore(tx: tx, shop: shop).place() }
        var place = known
        if let started = known?.startedAt, Date().timeIntervalSince(started) > Self.lifetime { place = nil }
        if place == nil, choice == .auto, try await isSmall() { return try await giveUp(intake) }
        do {
            let complete = try await begin(place, intake)
            let reading = OrderBulkReading(client: client, source: source, intake: intake)
            return try await follow(complete, isNew: place?.shippingOperation == nil, reading)
        } catch let error as AdminError where Self.isFinal(error) || (choice == .auto && error.code == .bulkLimitReached) {
            guard choice == .auto || error.code == .bulkFailed || error.code == .fileTransfer else { throw error }
            intake.sink.logger.warning("The bulk operation came to nothing: orders are imported by pages", metadata: ["error": "\(error)"])
            return try await giveUp(intake)
        }
    }

    /// Whether waiting and trying again cannot help.
    private static func isFinal(_ error: AdminError) -> Bool {
        switch error.code {
        case .bulkFailed, .userErrors: true
        case .fileTransfer: error.status.map { (400..<500).contains($0) } ?? false
        default: false
        }
    }

    /// Whether one page lists all orders: then two or three requests bring them at once.
    private func isSmall() async throws -> Bool {
        try await !client.execute(Admin.OrdersBeyond(), .scheduled).data.orders.pageInfo.hasNextPage
    }

    private func giveUp(_ intake: OrderIntake) async throws -> OrderImport.Summary? {
        try await intake.sink.write { [shop = intake.shop.code] tx in try OrderBulkStore(tx: tx, shop: shop).forget() }
        return nil
    }

    /// Starts what does not run yet. A run that is killed in here costs an operation that nobody reads.
    private func begin(_ known: OrderBulkPlace?, _ intake: OrderIntake) async throws -> OrderBulkPlace {
        let shop = intake.shop.code
        var place: OrderBulkPlace
        if let known {
            place = known
        } else {
            intake.sink.logger.info("All orders are read by bulk operation")
            let started = try await client.startBulk(Admin.OrdersBulk(), patience: patience)
            place = OrderBulkPlace(ordersOperation: started.id, startedAt: started.createdAt, phase: .shipping, position: 0)
            try await intake.sink.write { [place] tx in
                try OrderBulkStore(tx: tx, shop: shop).forget()
                try OrderBulkStore(tx: tx, shop: shop).set(place)
            }
        }
        if place.shippingOperation == nil {
            place.shippingOperation = try await client.startBulk(Admin.ShippingBulk(), patience: patience).id
            try await intake.sink.write { [place] tx in try OrderBulkStore(tx: tx, shop: shop).set(place) }
        }
        return place
    }

    private func follow(_ place: OrderBulkPlace, isNew: Bool, _ reading: OrderBulkReading) async throws -> OrderImport.Summary? {
        let ids = [place.ordersOperation, place.shippingOperation].compactMap { $0 }
        var found = isNew ? [:] : try await client.bulkOperations(ids)
        if isNew || found.values.contains(where: \.isOpen) {
            found = try await client.endedBulks(ids) { _ in try reading.intake.sink.checkCancellation() }
        }
        guard let orders = found[place.ordersOperation], let shipping = place.shippingOperation.flatMap({ found[$0] }),
            let ordersResult = try client.result(of: orders), let shippingResult = try client.result(of: shipping)
        else { throw AdminError(.bulkFailed, "Shopify no longer knows the bulk operation.") }
        // Without all fulfillment orders nobody knows which orders lack some.
        if let failure = shippingResult.failure { throw failure }
        reading.intake.sink.logger.info(
            "The bulk operations have ended",
            metadata: ["orders": "\(orders.rootObjectCount)", "shipments": "\(shipping.rootObjectCount)"]
        )
        let summary = try await reading.read(place, ordersResult, shippingResult)
        if let failure = ordersResult.failure { throw failure }
        return summary
    }
}
