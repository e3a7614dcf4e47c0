import BackOffice
import ShopifyAdmin

/// A fulfillment's tracking as Shopify takes it. Agents are mapped to `company` or `company|url with {tracking}`.
struct Tracking: Sendable, Equatable {
    var numbers: [String]
    var company: String
    var url: String

    init(_ plan: FulfillmentPlan, agents: [String: String]) {
        numbers = plan.trackingNumbers
        let parts = (agents[plan.agent] ?? plan.agent).split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        company = parts.first.map(String.init) ?? ""
        url = parts.count > 1 ? String(parts[1]) : ""
    }

    /// Nil without a number: Shopify then shows no tracking at all.
    var input: Admin.FulfillmentTrackingInput? {
        guard !numbers.isEmpty else { return nil }
        let urls = url.isEmpty ? nil : numbers.map { url.replacing("{tracking}", with: $0) }
        let company = company.isEmpty ? nil : company
        if numbers.count == 1 { return Admin.FulfillmentTrackingInput(number: numbers[0], url: urls?[0], company: company) }
        return Admin.FulfillmentTrackingInput(company: company, numbers: numbers, urls: urls)
    }

    /// For comparing with what was sent.
    var text: String { ([company, url] + numbers).joined(separator: "\u{1f}") }
}

/// The tracking of a shipment that was exported, as its packages stand now.
enum ShipmentTracking {
    /// One plan for each request, in their order, with the packages' present tracking.
    static func plans(_ shipment: Shipment, _ sent: [ShipmentStore.Request]) -> [FulfillmentPlan] {
        let known = shipment.packages.filter { !$0.lines.isEmpty }
        let unknown = shipment.packages.filter(\.lines.isEmpty)
        return sent.map { request in
            var plan = request.plan
            let quantities = request.plan.quantities
            let own = known.first { package in
                let content = package.lines.reduce(into: [String: Int]()) { sum, entry in
                    guard let line = shipment.lines.first(where: { $0.orderLine == entry.line }) else { return }
                    sum[line.externalID, default: 0] += Int("\(entry.quantity)") ?? 0
                }
                return content == quantities
            }
            let packages = own.map { [$0] } ?? unknown
            plan.trackingNumbers = packages.map(\.trackingNo).filter { !$0.isEmpty }
            if let agent = packages.first?.agent { plan.agent = agent.isEmpty ? shipment.shippingAgent : agent }
            return plan
        }
    }
}
