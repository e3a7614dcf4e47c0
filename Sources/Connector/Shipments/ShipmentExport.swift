import BackOffice
import Foundation
import JobQueue
import Logging
import ShopifyAdmin
import Storage

/// Sends posted shipments of the shop's orders as fulfillments.
///
/// Each fulfillment is recorded before its request leaves. When the answer is lost, the next run looks at the order first: a fulfillment
/// that was not there before and ships the same quantities is taken for the one that was asked for, so that nothing is shipped twice.
struct ShipmentExport {
    let session: ShopSession
    let database: Database
    let backOffice: any ShipmentReporting
    let sink: any RunSink

    private static let page = 250
    var shop: Shop { session.shop }

    func run(retryAll: Bool) async throws {
        var last = ""
        while true {
            let position = last
            let parked = try await database.read { [shop] tx in
                try SkippedStore(tx: tx, shop: shop.code, task: .syncShipments).due(all: retryAll, after: position)
            }
            guard let end = parked.last else { break }
            last = end
            try await export(try await backOffice.shipments(numbers: parked), mark: nil)
        }
        var isFirst = true
        while true {
            try sink.checkCancellation()
            let mark = try await database.read { [shop] tx in
                try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncShipments.rawValue).value()
            }
            let page = try await backOffice.shipments(changedAfter: mark, ownKeys: shop.code + "/", limit: Self.page)
            if isFirst { sink.following("shipments", from: mark) }
            isFirst = false
            guard !page.shipments.isEmpty else { return }
            try await export(page.shipments, mark: page.cursor)
            sink.page(of: "shipments", page.shipments.count)
            if !page.hasMore { return }
        }
    }

    /// Exports a page; the mark goes on with its outcome in the last transaction.
    private func export(_ shipments: [Shipment], mark: String?) async throws {
        let requests = try await database.read { [shop] tx in
            try ShipmentStore(tx: tx, shop: shop.code).requests(of: shipments.map(\.no))
        }
        var outcomes = Outcomes()
        var open: [Shipment] = []
        for shipment in shipments {
            sink.count(.read, by: 1)
            if let refusal = refusal(shipment) {
                outcomes.left(shipment, refusal)
                sink.logger.info("A shipment is left out", metadata: ["shipment": "\(shipment.no)", "reason": "\(refusal.reason)"])
                continue
            }
            let known = requests[shipment.no] ?? []
            if known.contains(where: { $0.fulfillmentID == nil }) || shipment.unsent(known.map(\.plan)) != nil {
                open.append(shipment)
            } else {
                outcomes.toTrack.append((shipment, known))
            }
        }
        try await ship(open, requests, &outcomes)
        try await track(outcomes.toTrack, &outcomes)
        try await finish(outcomes, mark: mark)
    }

    /// What can never be exported.
    private func refusal(_ shipment: Shipment) -> Failure? {
        if shipment.externalID.isEmpty {
            return Failure(reason: "Shipment \(shipment.no) belongs to no order of the shop.", code: "noOrder")
        }
        if !shipment.lines.contains(where: { $0.quantity > 0 && !$0.externalID.isEmpty }) {
            return Failure(reason: "Shipment \(shipment.no) has no line of the shop's order.", code: "noLines")
        }
        return nil
    }

    private func ship(_ shipments: [Shipment], _ requests: [String: [ShipmentStore.Request]], _ outcomes: inout Outcomes) async throws {
        guard !shipments.isEmpty else { return }
        var orders = try await OrdersToShip.read(shipments.map(\.externalID), session.client)
        let thirdParty = try await thirdPartyLocations()
        var asked: [ShipmentStore.Request] = []
        for shipment in shipments {
            guard let order = orders[shipment.externalID] else {
                outcomes.failed(
                    shipment,
                    Failure(reason: "The shop has no order \(shipment.externalDocumentNo) any more.", code: "notFound")
                )
                continue
            }
            let known = requests[shipment.no] ?? []
            let pending = known.filter { $0.fulfillmentID == nil }
            if !pending.isEmpty {
                asked += try await recognise(pending, order)
                outcomes.byNo[shipment.no] = shipment
                continue
            }
            // What was refused before is planned anew; what went through stays.
            guard let rest = shipment.unsent(known.map(\.plan)) else { continue }
            switch ShipmentPlan.make(rest, order.open(thirdParty: thirdParty)) {
            case .failure(let error):
                outcomes.failed(shipment, Failure(reason: error.words.joined(separator: " "), code: "nothingOpen", field: "quantity"))
            case .success(let plan):
                orders[shipment.externalID]?.take(plan)
                outcomes.byNo[shipment.no] = shipment
                let last = known.compactMap { $0.key.split(separator: "/").last.flatMap { Int($0) } }.max() ?? 0
                asked += plan.fulfillments.enumerated().map { index, fulfillment in
                    ShipmentStore.Request(
                        key: "\(shipment.no)/\(last + index + 1)",
                        shipmentNo: shipment.no,
                        orderID: shipment.externalID,
                        plan: fulfillment,
                        before: order.fulfillments.map(\.id),
                        tracking: Tracking(fulfillment, agents: [:]).text
                    )
                }
            }
        }
        let all = asked
        try await sink.write { [shop] tx in
            let store = ShipmentStore(tx: tx, shop: shop.code)
            for request in all where request.fulfillmentID == nil { try store.record(request) }
        }
        try await send(all.filter { $0.fulfillmentID == nil }, &outcomes)
        try await ownWrites(orders, outcomes)
    }

    /// Requests of an earlier run without an answer: which of them Shopify carried out all the same.
    private func recognise(_ pending: [ShipmentStore.Request], _ order: OrdersToShip) async throws -> [ShipmentStore.Request] {
        let ours = try await database.read { [shop] tx in
            try ShipmentStore(tx: tx, shop: shop.code).ours(order.fulfillments.map(\.id))
        }
        var free = order.fulfillments.filter { !ours.contains($0.id) && $0.status != "CANCELLED" }
        var left: [ShipmentStore.Request] = []
        for request in pending {
            guard request.fulfillmentID == nil else { continue }
            if let index = free.firstIndex(where: { !request.before.contains($0.id) && $0.quantities == request.plan.quantities }) {
                let found = free.remove(at: index)
                try await sink.write { [shop] tx in
                    try ShipmentStore(tx: tx, shop: shop.code).done(request.key, fulfillmentID: found.id, tracking: request.tracking)
                }
            } else {
                left.append(request)
            }
        }
        return left
    }

    private func send(_ requests: [ShipmentStore.Request], _ outcomes: inout Outcomes) async throws {
        let agents = try await agents()
        let operations = requests.map { request in
            Admin.FulfillmentCreate(fulfillment: input(request.plan, agents))
        }
        var collected = outcomes
        try await session.client.batch(operations) { answers in
            var done: [(ShipmentStore.Request, String)] = []
            var dropped: [ShipmentStore.Request] = []
            for answer in answers {
                let request = requests[answer.index]
                switch answer.result {
                case .success(let data):
                    if let id = data.fulfillmentCreate?.fulfillment?.id {
                        done.append((request, id))
                    } else {
                        collected.failed(
                            request.shipmentNo,
                            Failure(reason: "Shopify answered without the fulfillment.", code: "unexpectedAnswer")
                        )
                    }
                case .failure(let error):
                    if !error.maybeApplied { dropped.append(request) }
                    collected.failed(request.shipmentNo, Failure(error))
                }
            }
            let (kept, gone) = (done, dropped)
            try await sink.write { [shop] tx in
                let store = ShipmentStore(tx: tx, shop: shop.code)
                for (request, id) in kept {
                    try store.done(request.key, fulfillmentID: id, tracking: Tracking(request.plan, agents: agents).text)
                }
                for request in gone { try store.drop(request.key) }
            }
        }
        outcomes = collected
    }

    private func input(_ plan: FulfillmentPlan, _ agents: [String: String]) -> Admin.FulfillmentInput {
        let byOrder = Dictionary(grouping: plan.parts, by: \.fulfillmentOrderID)
        let tracking = Tracking(plan, agents: agents)
        return Admin.FulfillmentInput(
            lineItemsByFulfillmentOrder: byOrder.keys.sorted().map { id in
                Admin.FulfillmentOrderLineItemsInput(
                    fulfillmentOrderId: id,
                    fulfillmentOrderLineItems: (byOrder[id] ?? []).map {
                        Admin.FulfillmentOrderLineItemInput(id: $0.lineID, quantity: $0.quantity)
                    }
                )
            },
            trackingInfo: tracking.input,
            notifyCustomer: shop.settings.sendShippingConfirmation
        )
    }

    /// Tracking that changed after the export.
    private func track(_ shipments: [(Shipment, [ShipmentStore.Request])], _ outcomes: inout Outcomes) async throws {
        let agents = try await agents()
        for (shipment, sent) in shipments {
            let plans = ShipmentTracking.plans(shipment, sent)
            var changed = false
            for (request, plan) in zip(sent, plans) {
                let tracking = Tracking(plan, agents: agents)
                guard tracking.text != request.tracking, let id = request.fulfillmentID, let input = tracking.input else { continue }
                do {
                    _ = try await session.client.execute(
                        Admin.TrackingUpdate(fulfillmentId: id, tracking: input, notifyCustomer: shop.settings.sendShippingConfirmation)
                    )
                    changed = true
                    try await sink.write { [shop] tx in
                        try ShipmentStore(tx: tx, shop: shop.code).done(request.key, fulfillmentID: id, tracking: tracking.text)
                    }
                } catch let error as AdminError where error.concernsRecord {
                    outcomes.failed(shipment, Failure(error))
                }
            }
            if changed { outcomes.updated.insert(shipment.no) }
            outcomes.byNo[shipment.no] = shipment
        }
    }

    private func finish(_ outcomes: Outcomes, mark: String?) async throws {
        let good = outcomes.byNo.keys.filter { outcomes.failures[$0] == nil }
        try await sink.write { [shop] tx in
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncShipments)
            try skipped.clear(Array(good) + outcomes.leftAlone)
            for (no, failure) in outcomes.failures.sorted(by: { $0.key < $1.key }) { try skipped.park(no, name: no, failure) }
            if let mark { try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncShipments.rawValue).set(mark) }
        }
        let tracked = Set(outcomes.toTrack.map { $0.0.no })
        sink.count(.created, by: good.filter { !tracked.contains($0) }.count)
        sink.count(.updated, by: outcomes.updated.count)
        sink.count(.unchanged, by: tracked.count - outcomes.updated.count)
        sink.count(.skipped, by: outcomes.leftAlone.count)
        sink.count(.failed, by: outcomes.failures.count)
    }

    private func agents() async throws -> [String: String] {
        try await database.read { [shop] tx in
            let mapped = try MappingStore(tx: tx, shop: shop.code).methods(.agent)
            return Dictionary(mapped.filter { !$0.to.isEmpty }.map { ($0.theirs, $0.to) }) { first, _ in first }
        }
    }

    /// Locations of fulfillment services that are neither ours nor mapped to one of ours: others ship from there.
    private func thirdPartyLocations() async throws -> Set<String> {
        try await database.read { [shop] tx in
            Set(
                try MappingStore(tx: tx, shop: shop.code).locations().filter { $0.fulfillmentService && !$0.ownService && $0.to.isEmpty }
                    .compactMap(\.locationId)
            )
        }
    }

    /// What becomes of a page's shipments.
    struct Outcomes: Sendable {
        var byNo: [String: Shipment] = [:]
        var failures: [String: Failure] = [:]
        var leftAlone: [String] = []
        var updated: Set<String> = []
        var toTrack: [(Shipment, [ShipmentStore.Request])] = []

        mutating func left(_ shipment: Shipment, _ failure: Failure) { leftAlone.append(shipment.no) }
        mutating func failed(_ shipment: Shipment, _ failure: Failure) { failed(shipment.no, failure) }
        mutating func failed(_ no: String, _ failure: Failure) { failures[no] = failure }
    }
}
