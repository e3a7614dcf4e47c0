import Foundation

/// *Audit*: who did what. For administrators.
struct AuditPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let trail = AuditTrail(database: services.database)
        let source = ListSource(
            columns: [.text("at", t(.at)), .text("who", t(.auditWho)), .text("what", t(.auditWhat)), .text("result", t(.result))]
        ) { after, limit in
            let records = try await trail.list(
                who: query.value("who"),
                onlyRefused: query.value("refused") == "yes",
                after: after,
                limit: limit + 1
            )
            return ListSource.Part(records, limit: limit, key: { $0.id }) { line($0, query, t) }
        }
        let page = ListPage(
            head: HeadView(title: t(.audit), sub: t(.auditSub), tabs: .settings("/audit", isAdministrator: true, t)),
            place: .settings,
            source: source,
            empty: .init(icon: "list", title: t(.noAudit), text: t(.noAuditText)),
            filters: [query.filter("refused", title: t(.result), all: t(.all), [("yes", t(.auditRefused))])]
        )
        return try await page.answer(call)
    }

    private func line(_ record: AuditRecord, _ query: PageQuery, _ t: Speech) -> ListSource.Line {
        let origin = [record.role, record.client].compactMap { $0 }.joined(separator: " · ")
        let result =
            record.wasDone
            ? ChipView(kind: "success", icon: "success", word: t(.auditDone))
            : ChipView(kind: "failure", icon: "failure", word: t(.auditRefused))
        return ListSource.Line(cells: [
            t.cell(record.at), .text(record.who, href: query.with("who", record.who), sub: origin.isEmpty ? nil : origin),
            .wide(record.target, sub: ([record.action] + record.fields).joined(separator: " · ")),
            .chip(result, sub: record.wasDone ? nil : "HTTP \(record.status)"),
        ])
    }
}
