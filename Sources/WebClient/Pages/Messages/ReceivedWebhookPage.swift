import Connector
import Foundation

/// *Received Webhooks*: what Shopify told of by itself, and what became of it.
struct ReceivedWebhookPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let webhooks = services.connector.webhooks
        let source = ListSource(
            columns: [
                .text("receivedAt", t(.received)), .text("shop", t(.shop)), .text("topic", t(.topic)), .text("record", t(.record)),
                .text("state", t(.becameOf)),
            ]
        ) { after, limit in
            let found = try await webhooks.list(
                shop: query.value("shop"),
                state: query.value("state").flatMap(ReceivedWebhook.State.init),
                after: try after.map(DeliveryPosition.parse),
                limit: limit + 1
            )
            return ListSource.Part(found, limit: limit, key: DeliveryPosition.text) { ListSource.Line(cells: Self.cells($0, t)) }
        }
        let states = ReceivedWebhook.State.allCases.map { (value: $0.rawValue, title: t.chip($0).word) }
        let page = ListPage(
            head: HeadView(
                title: t(.receivedWebhooks),
                sub: t(.receivedWebhooksSub),
                tabs: .shops("/received-webhooks", call)
            ),
            place: .shops,
            source: source,
            empty: .init(
                icon: "list",
                title: t(.noReceivedWebhooks),
                text: t(.noReceivedWebhooksText),
                action: t(.shops),
                href: "/shops"
            ),
            filters: try await ShopFilter.filters(query, services, [query.filter("state", title: t(.status), all: t(.all), states)], t)
        )
        return try await page.answer(call)
    }

    private static func cells(_ webhook: ReceivedWebhook, _ t: Speech) -> [CellView] {
        let record = webhook.record ?? ""
        var state = CellView.chip(t.chip(webhook.state), sub: webhook.note).with(raw: webhook.state.rawValue)
        if let entry = webhook.entry {
            state.cellText = t(.showEntry)
            state.cellHref = "/job-queue/\(entry)"
        }
        return [
            t.cell(Instant.parse(webhook.receivedAt)), .text(webhook.shop), .wide(webhook.topic),
            CellView.text(record.isEmpty ? "–" : LinkPosition.number(record), href: RecordLink.path(record, shop: webhook.shop))
                .with(raw: record),
            state,
        ]
    }
}

extension Speech {
    func chip(_ state: ReceivedWebhook.State) -> ChipView {
        switch state {
        case .pending: ChipView(kind: "running", icon: "waiting", word: self(.deliveryPending))
        case .queued: ChipView(kind: "success", icon: "success", word: self(.deliveryQueued))
        case .known: ChipView(kind: "", icon: "success", word: self(.deliveryKnown))
        case .unwanted: ChipView(kind: "", icon: "hold", word: self(.deliveryUnwanted))
        case .done: ChipView(kind: "success", icon: "success", word: self(.deliveryDone))
        }
    }
}
