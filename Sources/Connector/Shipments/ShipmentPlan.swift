import BackOffice
import Foundation

/// One fulfillment that is to be created: lines of fulfillment orders at one location, in one package.
struct FulfillmentPlan: Sendable, Hashable, Codable {
    struct Part: Sendable, Hashable, Codable {
        var fulfillmentOrderID: String
        /// The fulfillment order's line.
        var lineID: String
        /// The order's line.
        var orderLineID: String
        var quantity: Int
    }

    var locationID: String
    var parts: [Part]
    /// Tracking numbers; several when what each package holds is not known.
    var trackingNumbers: [String]
    /// Our shipping agent's code.
    var agent: String

    /// What is shipped, by order line: by this a fulfillment whose answer was lost is known again.
    var quantities: [String: Int] {
        parts.reduce(into: [:]) { $0[$1.orderLineID, default: 0] += $1.quantity }
    }
}

/// An open fulfillment order as the allocation sees it.
struct OpenFulfillmentOrder: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        var id: String
        var orderLineID: String
        var remaining: Int
    }

    var id: String
    var status: String
    var locationID: String
    var locationName: String
    /// Whether another's fulfillment service ships it.
    var isThirdParty: Bool
    var holdReasons: [String]
    var lines: [Line]
}

/// Shares a posted shipment out among the open fulfillment orders of its order: pure.
///
/// Lines are matched by the order line's id. A quantity may take from several fulfillment orders; each location and each package becomes
/// a fulfillment of its own. What the shop does not want any more is named, not ignored.
struct ShipmentPlan: Sendable, Equatable {
    var fulfillments: [FulfillmentPlan]

    /// Fails when not all of it can be shared out: a shipment goes wholly or not at all.
    static func make(_ shipment: Shipment, _ open: [OpenFulfillmentOrder]) -> Result<ShipmentPlan, ShipmentPlanError> {
        var left = open
        var plans: [FulfillmentPlan] = []
        var problems: [String] = []
        let packages = self.packages(shipment)
        for package in packages {
            var byLocation: [String: [FulfillmentPlan.Part]] = [:]
            for (line, quantity) in package.lines where quantity > 0 {
                let parts = take(line.externalID, quantity, &left)
                let taken = parts.reduce(0) { $0 + $1.part.quantity }
                for part in parts { byLocation[part.location, default: []].append(part.part) }
                if taken < quantity {
                    problems.append(shortage(line, wanted: quantity, taken: taken, open))
                }
            }
            for (location, parts) in byLocation.sorted(by: { $0.key < $1.key }) {
                plans.append(
                    FulfillmentPlan(locationID: location, parts: parts, trackingNumbers: package.numbers, agent: package.agent)
                )
            }
        }
        guard problems.isEmpty else { return .failure(ShipmentPlanError(words: problems)) }
        return .success(ShipmentPlan(fulfillments: plans))
    }

    private struct Package {
        var numbers: [String]
        var agent: String
        var lines: [(Shipment.Line, Int)]
    }

    /// Packages whose content is known become fulfillments of their own; all others share one.
    private static func packages(_ shipment: Shipment) -> [Package] {
        let goods = shipment.lines.filter { !$0.externalID.isEmpty && $0.quantity > 0 }
        var rest = goods.map { line in (line, Int(truncating: line.quantity.rounded(decimals: 0) as NSDecimalNumber)) }
        var packages: [Package] = []
        for package in shipment.packages where !package.lines.isEmpty {
            var lines: [(Shipment.Line, Int)] = []
            for entry in package.lines {
                guard let index = rest.firstIndex(where: { $0.0.orderLine == entry.line }) else { continue }
                let quantity = min(rest[index].1, Int(truncating: entry.quantity.rounded(decimals: 0) as NSDecimalNumber))
                rest[index].1 -= quantity
                lines.append((rest[index].0, quantity))
            }
            packages.append(
                Package(numbers: [package.trackingNo].filter { !$0.isEmpty }, agent: agent(package.agent, shipment), lines: lines)
            )
        }
        let unknown = shipment.packages.filter(\.lines.isEmpty)
        if rest.contains(where: { $0.1 > 0 }) {
            packages.append(
                Package(
                    numbers: unknown.map(\.trackingNo).filter { !$0.isEmpty },
                    agent: agent(unknown.first?.agent ?? "", shipment),
                    lines: rest.filter { $0.1 > 0 }
                )
            )
        }
        return packages
    }

    private static func agent(_ agent: String, _ shipment: Shipment) -> String { agent.isEmpty ? shipment.shippingAgent : agent }

    private static func take(
        _ orderLine: String,
        _ quantity: Int,
        _ open: inout [OpenFulfillmentOrder]
    ) -> [(location: String, part: FulfillmentPlan.Part)] {
        var wanted = quantity
        var parts: [(location: String, part: FulfillmentPlan.Part)] = []
        for index in open.indices where wanted > 0 && open[index].canShip {
            for line in open[index].lines.indices where wanted > 0 && open[index].lines[line].orderLineID == orderLine {
                let taken = min(wanted, open[index].lines[line].remaining)
                guard taken > 0 else { continue }
                open[index].lines[line].remaining -= taken
                wanted -= taken
                parts.append(
                    (
                        open[index].locationID,
                        FulfillmentPlan.Part(
                            fulfillmentOrderID: open[index].id,
                            lineID: open[index].lines[line].id,
                            orderLineID: orderLine,
                            quantity: taken
                        )
                    )
                )
            }
        }
        return parts
    }

    private static func shortage(_ line: Shipment.Line, wanted: Int, taken: Int, _ open: [OpenFulfillmentOrder]) -> String {
        let blocked = open.filter { !$0.canShip && $0.lines.contains { $0.orderLineID == line.externalID && $0.remaining > 0 } }
        let reasons = blocked.map { order in
            if order.isThirdParty { return "“\(order.locationName)” is another's fulfillment service" }
            if !order.holdReasons.isEmpty {
                return "it is on hold at “\(order.locationName)” (\(order.holdReasons.joined(separator: ", ")))"
            }
            return "its fulfillment order at “\(order.locationName)” is \(order.status.lowercased())"
        }
        let why = reasons.isEmpty ? "the shop has no more of it to ship" : reasons.joined(separator: "; ")
        return "Line “\(line.description)”: \(wanted) shipped, \(taken) open in the shop: \(why)."
    }
}

extension Shipment {
    /// What of the shipment no fulfillment stands for yet; nil when all of it was sent. Packages that went out by themselves are left out.
    func unsent(_ sent: [FulfillmentPlan]) -> Shipment? {
        var gone: [String: Int] = [:]
        for (line, quantity) in sent.flatMap(\.quantities) { gone[line, default: 0] += quantity }
        var rest = self
        rest.lines = lines.compactMap { line in
            guard !line.externalID.isEmpty else { return nil }
            let quantity = Int(truncating: line.quantity.rounded(decimals: 0) as NSDecimalNumber)
            let taken = min(quantity, gone[line.externalID] ?? 0)
            gone[line.externalID, default: 0] -= taken
            var left = line
            left.quantity = Decimal(quantity - taken)
            return left.quantity > 0 ? left : nil
        }
        guard !rest.lines.isEmpty else { return nil }
        if !sent.isEmpty {
            let numbers = Set(sent.flatMap(\.trackingNumbers))
            rest.packages = packages.filter { !numbers.contains($0.trackingNo) }
        }
        return rest
    }
}

/// Why a shipment cannot be shared out.
struct ShipmentPlanError: Error, Sendable, Equatable {
    var words: [String]
}

extension OpenFulfillmentOrder {
    /// Shopify ships from fulfillment orders that are open or in progress.
    var canShip: Bool { !isThirdParty && ["OPEN", "IN_PROGRESS", "INCOMPLETE"].contains(status) }
}
