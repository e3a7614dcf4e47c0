import BackOffice
import Foundation
import Hummingbird
import Ledger

/// Posting a shipment: how much of each line, from where, in which package with which tracking number.
struct ShipForm: Sendable {
    let services: WebServices

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        let order = try await DocumentPage(services: services).document(call)
        let path = DocumentPage.path(order)
        let lines = order.lines.filter { $0.type == .item && $0.shipped < $0.quantity }
        guard order.type == .order, !lines.isEmpty else { return .redirect(path, Notice(t(.isShippedInFull), kind: "attention")) }
        let errors = Dictionary((failure?.fields ?? []).map { ($0.field, $0.message) }) { first, _ in first }
        let isPosted = !call.form.isEmpty
        var fields = lines.map { line -> FieldView in
            let outstanding = Self.text(line.quantity - line.shipped)
            let name = "line\(line.no)"
            let sub = [line.item, line.variant].filter { !$0.isEmpty }.joined(separator: " · ")
            var field = FieldView.text(
                name,
                line.description,
                isPosted ? call.field(name) : outstanding,
                help: t(.outstandingOf, sub, outstanding, t.decimal(line.quantity)),
                error: errors[name]
            )
            field.inputMode = "decimal"
            return field
        }
        let locations = try await services.ledger.locations().map { (value: $0.code, title: "\($0.code) · \($0.name)") }
        fields += [
            .choice(
                "location",
                t(.location),
                call.field("location"),
                [("", t(.locationOfLines))] + locations,
                help: t(.shipLocationHelp),
                error: errors["location"]
            ),
            .text("trackingNo", t(.trackingNo), call.field("trackingNo"), help: t(.trackingNoHelp), error: errors["trackingNo"]),
            .text(
                "agent",
                t(.shippingAgent),
                isPosted ? call.field("agent") : order.shippingAgent,
                help: t(.shippingAgentHelp),
                error: errors["agent"]
            ),
        ]
        var view = FormView(
            head: HeadView(title: t(.postShipment), sub: order.sellTo.name, crumb: "\(t(.salesOrder)) \(order.no)", crumbHref: path),
            action: path + "/ship",
            intro: t(.shipIntro),
            fields: fields,
            buttons: [.init(buttonTitle: t(.postShipment), buttonName: "do", buttonValue: "ship", isPrimary: true)],
            cancel: path,
            cancelText: t(.cancel)
        )
        view.error = failure?.message
        view.errorTitle = t(.notPosted)
        return .page(
            template: "form",
            title: t(.postShipment),
            place: .ledger,
            status: failure == nil ? .ok : .unprocessableContent,
            view: view
        )
    }

    func post(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let order = try await DocumentPage(services: services).document(call)
        var lines: [LineQuantity] = []
        var wrong: [Problem.FieldError] = []
        for line in order.lines where line.type == .item {
            let name = "line\(line.no)"
            let text = call.field(name).replacing(",", with: ".")
            guard !text.isEmpty, text != "0" else { continue }
            let outstanding = line.quantity - line.shipped
            guard let quantity = Decimal(exactly: text), quantity >= 0, quantity <= outstanding else {
                wrong.append(.init(field: name, message: t(.quantityRange, Self.text(outstanding))))
                continue
            }
            if quantity > 0 { lines.append(LineQuantity(line: line.no, quantity: quantity)) }
        }
        if wrong.isEmpty, lines.isEmpty {
            let first = order.lines.first { $0.type == .item && $0.shipped < $0.quantity }
            wrong.append(.init(field: "line\(first?.no ?? 0)", message: t(.shipSomething)))
        }
        let (tracking, agent) = (call.field("trackingNo"), call.field("agent"))
        if tracking.count > 100 { wrong.append(.init(field: "trackingNo", message: t(.atMost, "100"))) }
        if agent.count > 50 { wrong.append(.init(field: "agent", message: t(.atMost, "50"))) }
        guard wrong.isEmpty else {
            return try await show(call, failure: Failure(.wrongUse, code: "invalid_value", t(.checkMarked), fields: wrong))
        }
        let packages = tracking.isEmpty && agent.isEmpty ? [] : [ShipmentDraft.Package(trackingNo: tracking, agent: agent)]
        do {
            let draft = ShipmentDraft(lines: lines, packages: packages, location: call.field("location"))
            let shipment = try await services.ledger.ship(order.no, draft)
            return .redirect(ShipmentPages.path(shipment), Notice(t(.documentPosted, shipment.no), kind: "success"))
        } catch let error as BackOfficeError where error.code != .unreachable {
            return try await show(call, failure: Failure(classifying: error))
        }
    }

    /// A quantity as it is typed: no grouping, a point.
    private static func text(_ quantity: Decimal) -> String { "\(quantity)" }
}
