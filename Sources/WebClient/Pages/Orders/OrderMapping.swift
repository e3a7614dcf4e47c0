import Connector
import Foundation
import Ledger

/// The mapping helper of an order: each problem with a picker, and one button that maps and processes.
struct OrderMapping: Sendable {
    let services: WebServices
    private static let pickers = 10

    func view(_ call: PageCall, _ order: OrderSummary, _ errors: [Int: String]) async throws -> MappingView? {
        let t = call.speech
        let problems = try await services.connector.orders.mappingProblems(order.id, shop: order.shop)
        guard !problems.isEmpty else { return nil }
        let picker = Picker(ledger: services.ledger, call: call)
        var pickers: [PickerView] = []
        for (index, problem) in Self.mendable(problems).prefix(Self.pickers).enumerated() {
            let record = problem.record ?? ""
            if problem.field == "customer" {
                let theirs = try? await services.connector.customers.show(record, shop: order.shop)
                let words = [theirs?.email, theirs?.name].compactMap(\.self)
                pickers.append(
                    try await picker.customer(
                        index,
                        title: problem.subject,
                        words: words,
                        record: record,
                        problem: problem,
                        error: errors[index]
                    )
                )
            } else {
                let theirs = try? await services.connector.products.show(record, shop: order.shop)
                let words = [theirs?.sku, theirs?.barcode, theirs?.title].compactMap(\.self)
                pickers.append(
                    try await picker.item(
                        index,
                        title: problem.subject,
                        words: words,
                        record: record,
                        problem: problem,
                        error: errors[index]
                    )
                )
            }
        }
        return MappingView(
            mapTitle: t(.cannotBeProcessed),
            mapIntro: t(.mapOrderIntro),
            findAction: OrderPage.path(order),
            mapAction: OrderPage.path(order) + "/map",
            pickers: pickers,
            others: problems.filter { $0.record == nil }.map(\.description),
            mapButtons: pickers.isEmpty ? [] : [.init(mapTitle: t(.mapAndProcess), mapValue: "process", isPrimary: true)]
        )
    }

    /// One picker for a variant that stands on several lines.
    private static func mendable(_ problems: [MappingProblem]) -> [MappingProblem] {
        var seen: Set<String> = []
        return problems.filter { problem in problem.record.map { seen.insert($0).inserted } ?? false }
    }

    /// Maps what was picked, then processes the order. What cannot be mapped is said at its picker, and what was typed stays.
    func map(_ call: PageCall) async throws -> PageAnswer {
        let order = try await services.connector.orders.show(try call.path("number"), shop: try call.path("shop"))
        let picker = Picker(ledger: services.ledger, call: call)
        var errors: [Int: String] = [:]
        for index in 0..<Self.pickers {
            let record = call.field("record\(index)")
            guard !record.isEmpty else { continue }
            guard let choice = picker.choice(index) else {
                errors[index] = call.speech(.pickOne)
                continue
            }
            do {
                if call.field("kind\(index)") == "customer" {
                    try await services.connector.customers.map(record, shop: order.shop, customer: choice.no)
                } else {
                    try await services.connector.products.map(record, shop: order.shop, item: choice.no, variant: choice.variant)
                }
            } catch let error as ConnectorError where error.code == .invalidValue {
                errors[index] = error.message
            }
        }
        guard errors.isEmpty else { return try await OrderPage(services: services).show(call, errors: errors) }
        let done = try await OrderProcessing(connector: services.connector, queue: services.queue)
            .process(order.id, shop: order.shop, owner: call.user.name)
        return .redirect(OrderPage.path(done), OrderPage.notice(done, call.speech))
    }
}
