import Connector
import Foundation
import Hummingbird
import JobQueue

/// The shop card.
struct ShopPage: Sendable {
    let services: WebServices

    /// - Parameters:
    ///   - report: what *Test connection* found just now.
    ///   - wrong: what was refused, with what had been typed.
    func answer(_ call: PageCall, report: ShopReport? = nil, wrong: (Failure, [String: String])? = nil) async throws -> PageAnswer {
        let t = call.speech
        let shop = try await services.connector.shops.show(try call.path("code"))
        let entries = try await services.queue.entries(EntryFilter(shop: shop.code, limit: 50))
        var card = CardView(head: head(shop, call))
        if let wrong {
            card.problem = wrong.0.message
            card.problemTitle = t(.notSaved)
        }
        if let reason = shop.disabledReason, !shop.enabled {
            card.problem = card.problem ?? reason
            card.problemTitle = wrong == nil ? t(.shopIsDisabled) : card.problemTitle
        }
        card.sections = report.map { [checks($0, t)] } ?? []
        card.sections += ["general", "items", "customers", "orders"].map { settings($0, shop, call, wrong) }
        card.sections.append(SectionView(sectionTitle: t(.jobQueueEntries), sectionId: "entries", sectionTable: table(entries, t)))
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = facts(shop, try await services.connector.cues.counts(shop: shop.code), t)
        return .page(template: "card", title: shop.code, place: .shops, status: wrong == nil ? .ok : .unprocessableContent, view: card)
    }

    private func head(_ shop: Shop, _ call: PageCall) -> HeadView {
        let t = call.speech
        let path = "/shops/\(shop.code)"
        var head = HeadView(title: shop.code, sub: shop.name ?? shop.domain, crumb: t(.shops), crumbHref: "/shops")
        head.chips = [
            shop.enabled
                ? ChipView(kind: "success", icon: "success", word: t(.enabled)) : ChipView(kind: "", icon: "hold", word: t(.disabled))
        ]
        let refusal = shop.enabled ? nil : t(.shopIsDisabled)
        guard call.may(.operator) else { return head }
        head.actions = [
            .post(t(.syncOrders), path + "/sync/sync-orders", isPrimary: true, refusal: refusal, key: "s"),
            .post(t(.processOrders), path + "/sync/process-orders", refusal: refusal, key: "p"),
            .post(t(.syncAll), path + "/sync/sync-all", refusal: refusal), .link(t(.syncMore), path + "/sync"),
            .link(t(.recommendedSchedule), path + "/recommended-schedule"),
            .post(t(.testConnection), path + "/test", key: "t"),
        ]
        guard call.may(.administrator) else { return head }
        // An access token was typed in; id and secret of an app can be turned into the merchant's consent.
        if shop.credentialsKind != "access token" { head.actions.append(.link(t(.connect), path + "/connect")) }
        head.actions.append(.post(shop.enabled ? t(.disable) : t(.enable), path + (shop.enabled ? "/disable" : "/enable")))
        head.actions.append(.danger(t(.remove), path + "/remove", confirm: t(.removeShopConfirm)))
        return head
    }

    private func checks(_ report: ShopReport, _ t: Speech) -> SectionView {
        SectionView(
            sectionTitle: t(.testConnection),
            sectionId: "checks",
            summaries: [report.passed ? t(.testPassed) : t(.testFailed)],
            checkList: true,
            checks: report.checks.map { check in
                let icon = check.state == .ok ? "success" : check.state == .warning ? "attention" : "failure"
                return .init(
                    checkName: check.name,
                    checkText: check.message,
                    checkIcon: icon,
                    checkClass: check.state == .failed ? "bad" : check.state == .ok ? "ok" : ""
                )
            }
        )
    }

    private func settings(_ group: String, _ shop: Shop, _ call: PageCall, _ wrong: (Failure, [String: String])?) -> SectionView {
        let t = call.speech
        let titles: [String: Text] = ["general": .general, "items": .items, "customers": .customers, "orders": .orders]
        let definitions = SettingDefinition.all.filter { $0.group == group }
        let fields = definitions.map { definition -> FieldView in
            let typed = wrong?.1[definition.key]
            let value = typed ?? shop.settings.value(definition.key)?.description ?? ""
            let error = wrong?.0.fields.first { $0.field == definition.key }?.message
            return field(definition, value, error: error, t)
        }
        let changed = definitions.filter { shop.settings.value($0.key) != $0.defaultValue }
        var section = SectionView(
            sectionTitle: titles[group].map { t($0) } ?? group,
            sectionId: "settings-\(group)",
            isOpen: group == "general" || fields.contains { $0.fieldError != nil },
            summaries: changed.prefix(3).map { "\(t.field($0).label): \(Self.value($0, shop, t))" }
        )
        if call.may(.administrator) {
            section.sectionForm = .init(formAction: "/shops/\(shop.code)", formButton: t(.save), fields: fields)
        } else {
            section.hasPairs = true
            section.pairs = definitions.map { .init(t.field($0).label, .text(Self.value($0, shop, t))) }
        }
        return section
    }

    /// A setting's value in words.
    private static func value(_ definition: SettingDefinition, _ shop: Shop, _ t: Speech) -> String {
        let text = shop.settings.value(definition.key)?.description ?? ""
        return switch definition.kind {
        case .flag: text == "true" ? t(.yes) : t(.no)
        case .choice: t.choice(text, of: definition.key)
        default: text.isEmpty ? "–" : text
        }
    }

    private func field(_ definition: SettingDefinition, _ value: String, error: String?, _ t: Speech) -> FieldView {
        let (key, text) = (definition.key, t.field(definition))
        switch definition.kind {
        case .flag: return .toggle(key, text.label, value == "true", help: text.help, error: error)
        case .choice(let choices):
            return .choice(key, text.label, value, choices.map { ($0, t.choice($0, of: key)) }, help: text.help, error: error)
        default: return .text(key, text.label, value, help: text.help, error: error)
        }
    }

    private func table(_ entries: [Entry], _ t: Speech) -> TableView {
        let rows = entries.map { entry -> [CellView] in
            [
                .text(t.task(entry.task, title: entry.description), href: "/job-queue/\(entry.id)"), .chip(t.chip(entry)),
                .text(t.rhythm(entry)), t.cell(entry.nextStart),
            ]
        }
        return TableView(
            t(.jobQueueEntries),
            [.text(t(.task)), .text(t(.status)), .text(t(.recurs)), .text(t(.nextStart))],
            rows,
            empty: .init(icon: "list", title: t(.noEntries), text: t(.noEntriesOfShop))
        )
    }

    /// Whether changes come by webhooks, and why not all of them do.
    private func changes(_ shop: Shop, _ t: Speech) -> CellView {
        guard let state = shop.webhooks, state.address != nil else { return .text(t(.byPolling)) }
        return .text(t(.byWebhooks, t.number(state.subscribed), t.number(state.wanted)), sub: state.problem)
    }

    private func facts(_ shop: Shop, _ cues: CueCounts, _ t: Speech) -> [SectionView.Pair] {
        [
            .init(t(.domain), .text(shop.domain)), .init(t(.endpoint), .text(shop.endpoint ?? "–")),
            .init(t(.plan), .text(shop.plan ?? "–")),
            .init(t(.apiVersion), .text(shop.apiVersion ?? "–")), .init(t(.enteredBy), .text(shop.credentialsKind)),
            .init(t(.lastTest), t.cell(shop.checkedAt)), .init(t(.changesComeBy), changes(shop, t)),
            .init(t(.unprocessed), .text(t.number(cues.unprocessedOrders), href: "/orders?shop=\(shop.code)&processed=no")),
            .init(t(.skippedCount), .text(t.number(cues.skippedRecords), href: "/skipped-records?shop=\(shop.code)")),
        ]
    }
}
