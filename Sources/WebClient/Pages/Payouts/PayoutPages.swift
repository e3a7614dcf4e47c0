import BackOffice
import Connector
import Foundation

/// *Payouts* with reconciliation: what Shopify paid out, what it consists of, and the receipts that follow from it.
struct PayoutPages: Sendable {
    let services: WebServices
    private var payouts: Payouts { services.connector.payouts }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let payouts = payouts
        let order = ListOrder(query, ["issuedAt"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("issuedAt", t(.payoutDate)), .text("id", t(.payout)), .text("shop", t(.shop)), .text("status", t(.status)),
                .number("transactions", t(.transactions)), .number("gross", t(.gross)), .number("fees", t(.fees)), .number("net", t(.net)),
                .text("reconciled", t(.reconciliation)),
            ],
            order: order
        ) { after, limit in
            var filter = Payouts.Filter(shop: query.value("shop"), limit: limit + 1)
            filter.oldestFirst = order.isOldestFirst
            filter.after = try after.map(PayoutCursor.init)?.position
            return ListSource.Part(try await payouts.list(filter), limit: limit, key: { PayoutCursor($0).text }) { Self.line($0, t) }
        }
        let page = ListPage(
            head: HeadView(title: t(.payouts), sub: t(.payoutsSub)),
            place: .payouts,
            source: source,
            empty: .init(icon: "order", title: t(.noPayouts), text: t(.noPayoutsText), action: t(.shops), href: "/shops"),
            filters: try await ShopFilter.filters(query, services, [], t)
        )
        return try await page.answer(call)
    }

    static func path(_ payout: PayoutSummary) -> String { "/payouts/\(LinkPosition.number(payout.id))" }

    private static func line(_ payout: PayoutSummary, _ t: Speech) -> ListSource.Line {
        ListSource.Line(cells: [
            CellView(cellText: t.day(payout.issuedAt), cellClass: "nowrap", raw: Instant.text(payout.issuedAt)),
            CellView.text(LinkPosition.number(payout.id), href: path(payout)).with(cellClass: "grow").with(raw: payout.id),
            .text(payout.shop),
            CellView.text(t.code(payout.status)).with(cellClass: "nowrap").with(raw: payout.status), .number(t.number(payout.transactions)),
            t.cell(payout.gross),
            t.cell(payout.fees), t.cell(payout.net), CellView.chip(chip(payout, t)).with(raw: "\(payout.isReconciled)"),
        ])
    }

    private static func chip(_ payout: PayoutSummary, _ t: Speech) -> ChipView {
        if payout.isReconciled { return ChipView(kind: "success", icon: "success", word: t(.reconciled)) }
        if payout.isOpen { return ChipView(kind: "", icon: "waiting", word: t(.stillOpen)) }
        return ChipView(kind: "failure", icon: "failure", word: t(.differs))
    }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let (payout, entries) = try await payouts.show(try call.path("id"))
        var card = CardView(
            head: HeadView(
                title: "\(t(.payout)) \(LinkPosition.number(payout.id))",
                sub: "\(payout.shop) · \(t.day(payout.issuedAt))",
                crumb: t(.payouts),
                crumbHref: "/payouts",
                chips: [Self.chip(payout, t)]
            )
        )
        if !payout.isReconciled, !payout.isOpen {
            card.problem = t(.payoutDiffers, t.money(payout.difference))
            card.problemTitle = t(.differs)
            card.problemMend = t(.payoutDiffersMend)
        }
        card.sections = [reconciliation(payout, entries, t)]
        if call.may(.operator), let receipts = try await receipts(payout, entries, t) { card.sections.append(receipts) }
        card.sections.append(transactions(entries, payout, t))
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.shop), .text(payout.shop, href: "/shops/\(payout.shop)")), .init(t(.status), .text(t.code(payout.status))),
            .init(t(.payoutDate), .text(t.day(payout.issuedAt))), .init(t(.transactions), .text(t.number(payout.transactions))),
            .init(t(.net), .text(t.money(payout.net))),
        ]
        return .page(template: "card", title: t(.payout), place: .payouts, view: card)
    }

    /// By kind of movement, down to what was paid out and what is left over.
    private func reconciliation(_ payout: PayoutSummary, _ entries: [BalanceEntry], _ t: Speech) -> SectionView {
        let parts = entries.filter { !$0.isTransfer }
        let zero = Money.zero(payout.net.currency)
        var rows = Dictionary(grouping: parts, by: \.type).sorted { $0.key < $1.key }.map { type, entries -> [CellView] in
            [
                .wide(t.code(type)), .number(t.number(entries.count)), t.cell(entries.reduce(zero) { $0 + $1.amount }),
                t.cell(entries.reduce(zero) { $0 + $1.fee }), t.cell(entries.reduce(zero) { $0 + $1.net }),
            ]
        }
        let sum = payout.net - payout.difference
        rows.append([
            .wide(t(.sumOfTransactions)).with(cellClass: "grow strong"), .number(t.number(payout.transactions)), t.cell(payout.gross),
            t.cell(payout.fees), t.cell(sum).with(cellClass: "number strong"),
        ])
        rows.append([.wide(t(.paidOut)), .text(""), .text(""), .text(""), t.cell(payout.net)])
        rows.append([
            .wide(t(.difference)).with(cellClass: "grow strong"), .text(""), .text(""), .text(""),
            t.cell(payout.difference).with(cellClass: payout.isReconciled ? "number strong ok" : "number strong bad"),
        ])
        return SectionView(
            sectionTitle: t(.reconciliation),
            sectionId: "reconciliation",
            summaries: [Self.chip(payout, t).word],
            sectionTable: TableView(
                t(.reconciliation),
                [.text(t(.kind)), .number(t(.count)), .number(t(.amount)), .number(t(.fees)), .number(t(.net))],
                rows,
                empty: .init(icon: "order", title: t(.noTransactions), text: t(.noTransactionsText))
            )
        )
    }

    /// Payments of open invoices that the payout contains; each is posted by a press. Nil where the back office takes none.
    private func receipts(_ payout: PayoutSummary, _ entries: [BalanceEntry], _ t: Speech) async throws -> SectionView? {
        let orders = Set(entries.compactMap(\.orderID))
        guard !orders.isEmpty, let suggested = try? await payouts.suggestPayments(shop: payout.shop, orders: orders) else { return nil }
        let rows = suggested.map { payment -> [CellView] in
            [
                CellView.text(payment.orderName).with(cellClass: "grow"),
                .text(payment.draft.documentNo, href: DocumentPage.path(payment.draft.documentType, payment.draft.documentNo)),
                .text(t.calendarDay(payment.draft.date)), t.cell(payment.draft.amount),
            ]
        }
        var section = SectionView(
            sectionTitle: t(.suggestedReceipts),
            sectionId: "receipts",
            isOpen: !rows.isEmpty,
            summaries: [t.number(rows.count)],
            sectionTable: TableView(
                t(.suggestedReceipts),
                [.text(t(.order)), .text(t(.document)), .text(t(.date)), .number(t(.amount))],
                rows,
                empty: .init(icon: "success", title: t(.noReceipts), text: t(.noReceiptsText))
            )
        )
        if !rows.isEmpty {
            section.sectionForm = .init(formAction: Self.path(payout) + "/receipts", formButton: t(.postReceipts), fields: [])
        }
        return section
    }

    private func transactions(_ entries: [BalanceEntry], _ payout: PayoutSummary, _ t: Speech) -> SectionView {
        let rows = entries.prefix(500).map { entry -> [CellView] in
            let order = entry.orderID.map { "/orders/\(payout.shop)/\(LinkPosition.number($0))" }
            return [
                t.cell(entry.at), CellView.text(t.code(entry.type)).with(cellClass: "grow"), .text(entry.orderName ?? "–", href: order),
                t.cell(entry.amount), t.cell(entry.fee), t.cell(entry.net),
            ]
        }
        return SectionView(
            sectionTitle: t(.transactions),
            sectionId: "transactions",
            summaries: [t.number(entries.count)],
            sectionTable: TableView(
                t(.transactions),
                [.text(t(.at)), .text(t(.kind)), .text(t(.order)), .number(t(.amount)), .number(t(.fees)), .number(t(.net))],
                rows,
                empty: .init(icon: "order", title: t(.noTransactions), text: t(.noTransactionsText))
            )
        )
    }

    /// Posts every suggested receipt of the payout; the same press twice posts none twice.
    func post(_ call: PageCall) async throws -> PageAnswer {
        let (payout, entries) = try await payouts.show(try call.path("id"))
        let suggested = try await payouts.suggestPayments(shop: payout.shop, orders: Set(entries.compactMap(\.orderID)))
        for payment in suggested { _ = try await payouts.post(payment) }
        let notice = Notice(call.speech(.receiptsPosted, call.speech.number(suggested.count)), kind: "success")
        return .redirect(Self.path(payout), notice)
    }
}

/// Where a page of payouts ended: time and id, as the list is sorted.
struct PayoutCursor {
    let position: (issuedAt: Date, id: String)

    init(_ payout: PayoutSummary) { position = (payout.issuedAt, payout.id) }

    /// - Throws: `Problem` when the text is not a cursor of this list.
    init(_ text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let microseconds = Int64(parts[0]) else {
            throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.")
        }
        position = (Date(timeIntervalSince1970: Double(microseconds) / 1_000_000), String(parts[1]))
    }

    var text: String { "\(Int64((position.issuedAt.timeIntervalSince1970 * 1_000_000).rounded())) \(position.id)" }
}
