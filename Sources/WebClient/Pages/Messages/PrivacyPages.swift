import Connector
import Foundation

/// *Privacy Requests*: what persons ask of their data. For administrators.
struct PrivacyPages: Sendable {
    let services: WebServices
    private var requests: PrivacyRequests { services.connector.privacy }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let requests = requests
        let source = ListSource(
            columns: [
                .text("topic", t(.privacyWish)), .text("shop", t(.shop)), .text("customer", t(.customer)),
                .text("receivedAt", t(.received)),
                .text("dueAt", t(.dueBy)), .text("state", t(.status)),
            ]
        ) { after, limit in
            let found = try await requests.list(
                shop: query.value("shop"),
                state: query.value("state").flatMap(PrivacyRequest.State.init),
                limit: limit + 1,
                after: after
            )
            return ListSource.Part(found, limit: limit, key: { $0.id }) { request in
                ListSource.Line(cells: [
                    CellView.wide(t.wish(request), href: Self.path(request), sub: request.topic).with(raw: request.topic),
                    .text(request.shop), .text(request.customerId.map(LinkPosition.number) ?? "–"), t.cell(request.receivedAt),
                    t.cell(request.dueAt), CellView.chip(t.chip(request)).with(raw: request.state.rawValue),
                ])
            }
        }
        let states = [
            (value: PrivacyRequest.State.open.rawValue, title: t(.privacyOpen)),
            (value: PrivacyRequest.State.done.rawValue, title: t(.privacyDone)),
        ]
        let page = ListPage(
            head: HeadView(title: t(.privacyRequests), sub: t(.privacyRequestsSub), tabs: .shops("/privacy-requests", call)),
            place: .shops,
            source: source,
            empty: .init(icon: "success", title: t(.noPrivacyRequests), text: t(.noPrivacyRequestsText)),
            filters: try await ShopFilter.filters(query, services, [query.filter("state", title: t(.status), all: t(.all), states)], t)
        )
        return try await page.answer(call)
    }

    static func path(_ request: PrivacyRequest) -> String { "/privacy-requests/\(request.id)" }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let request = try await requests.show(try call.path("id"))
        let data = try await requests.data(request)
        var card = CardView(
            head: HeadView(title: t.wish(request), sub: request.shop, crumb: t(.privacyRequests), crumbHref: "/privacy-requests")
        )
        card.head.chips = [t.chip(request)]
        card.sections = [
            done(request, t),
            held(data, request, t),
        ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.shop), .text(request.shop, href: "/shops/\(request.shop)")), .init(t(.topic), .text(request.topic)),
            .init(t(.customer), .text(request.customerId.map(LinkPosition.number) ?? "–")),
            .init(t(.reference), .text(request.reference ?? "–")), .init(t(.received), t.cell(request.receivedAt)),
            .init(t(.dueBy), t.cell(request.dueAt)), .init(t(.privacyDone), t.cell(request.doneAt)),
        ]
        return .page(template: "card", title: t.wish(request), place: .shops, view: card)
    }

    private func done(_ request: PrivacyRequest, _ t: Speech) -> SectionView {
        let waits = SectionView.Check(
            checkName: t(.notDoneYet),
            checkText: t(.notDoneYetText),
            checkIcon: "waiting",
            checkClass: ""
        )
        let done = request.report.map { SectionView.Check(checkName: $0, checkText: "", checkIcon: "success", checkClass: "ok") }
        return SectionView(
            sectionTitle: t(.whatWasDone),
            sectionId: "done",
            checkList: true,
            checks: request.state == .done ? done : [waits]
        )
    }

    /// What the person may ask to be told, as it stands now.
    private func held(_ data: PersonalData, _ request: PrivacyRequest, _ t: Speech) -> SectionView {
        var rows: [[CellView]] = []
        if let customer = data.customer {
            let contact = [customer.email, customer.phone].compactMap(\.self).joined(separator: " · ")
            rows.append([
                .text(t(.customer)), .text(customer.name, href: RecordLink.path(customer.id, shop: request.shop)), .wide(contact),
            ])
        }
        rows += data.orders.map { order in
            let address = order.shippingAddress ?? order.billingAddress
            let told = [order.email, order.phone, address?.name, address?.address1, address?.zip, address?.city, order.note]
            return [.text(t(.order)), .text(order.name), .wide(told.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "))]
        }
        return SectionView(
            sectionTitle: t(.whatIsHeld),
            sectionId: "held",
            sectionTable: TableView(
                t(.whatIsHeld),
                [.text(t(.record)), .text(t(.name)), .text(t(.details))],
                rows,
                empty: .init(icon: "success", title: t(.nothingHeld), text: t(.nothingHeldText))
            )
        )
    }
}

extension Speech {
    /// What is asked, in words.
    func wish(_ request: PrivacyRequest) -> String {
        switch request.topic {
        case "customers/data_request": self(.wishTell)
        case "customers/redact": self(.wishForgetCustomer)
        case "shop/redact": self(.wishForgetShop)
        default: request.topic
        }
    }

    func chip(_ request: PrivacyRequest) -> ChipView {
        request.state == .done
            ? ChipView(kind: "success", icon: "success", word: self(.privacyDone))
            : ChipView(kind: "attention", icon: "waiting", word: self(.privacyOpen))
    }
}
