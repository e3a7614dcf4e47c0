import Connector
import Foundation

/// *Skipped Records* and the *Activity Log*.
struct SkippedPages: Sendable {
    let services: WebServices

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let skipped = services.connector.skipped
        let mayAct = call.may(.operator)
        let order = ListOrder(query, ["since"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("name", t(.record)), .text("shop", t(.shop)), .text("reason", t(.reason)), .number("attempts", t(.attempts)),
                .text("nextTry", t(.nextTry)), .text("since", t(.since)),
            ],
            order: order
        ) { after, limit in
            let records = try await skipped.list(
                shop: query.value("shop"),
                task: query.value("task"),
                oldestFirst: order.isOldestFirst,
                after: after,
                limit: limit + 1
            )
            return ListSource.Part(records, limit: limit, key: { $0.id }) { record in
                let path = "/skipped-records/\(record.id)"
                return ListSource.Line(
                    id: record.id,
                    cells: [
                        CellView.text(record.name, href: Self.link(record), sub: t.task(record.task)), .text(record.shop),
                        .wide(record.reason, sub: record.code),
                        CellView.number(t.number(record.attempts)).with(raw: "\(record.attempts)"), t.cell(record.nextTry),
                        t.cell(record.since),
                    ],
                    buttons: mayAct ? [.button(t(.retry), posts: path + "/retry")] : []
                )
            }
        }
        var page = ListPage(
            head: HeadView(title: t(.skippedRecords), sub: t(.skippedSub), tabs: .shops("/skipped-records", call)),
            place: .shops,
            source: source,
            empty: .init(icon: "success", title: t(.noSkipped), text: t(.noSkippedText)),
            filters: try await ShopFilter.filters(query, services, [], t)
        )
        if mayAct {
            page.bulk = .init(
                bulkPath: "/skipped-records/bulk",
                bulkText: t(.withSelected),
                bulkButtons: [
                    .init(bulkTitle: t(.retry), bulkValue: "retry"),
                    .init(bulkTitle: t(.dismiss), bulkValue: "dismiss", bulkIsDanger: true),
                ]
            )
        }
        return try await page.answer(call)
    }

    /// Where the record can be looked at; orders have a page.
    private static func link(_ record: SkippedRecord) -> String? {
        guard record.record.hasPrefix("gid://shopify/Order/") else { return nil }
        return "/orders/\(record.shop)/\(LinkPosition.number(record.record))"
    }

    func bulk(_ call: PageCall) async throws -> PageAnswer {
        let skipped = services.connector.skipped
        let isRetry = call.field("do") == "retry"
        return try await Bulk.apply(call, back: "/skipped-records") { id in
            if isRetry { _ = try await skipped.retry(id) } else { try await skipped.dismiss(id) }
        }
    }

    func retry(_ call: PageCall) async throws -> PageAnswer {
        let record = try await services.connector.skipped.retry(try call.path("id"))
        return .redirect("/skipped-records", Notice(call.speech(.willRetry, record.name), kind: "success"))
    }

    func dismiss(_ call: PageCall) async throws -> PageAnswer {
        try await services.connector.skipped.dismiss(try call.path("id"))
        return .redirect("/skipped-records", Notice(call.speech(.dismissed), kind: "success"))
    }

    func activity(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let activity = services.connector.activity
        let order = ListOrder(query, ["at"], newestFirst: true)
        let source = ListSource(
            columns: [
                .text("at", t(.at)), .text("shop", t(.shop)), .text("operation", t(.operation)), .number("status", "HTTP"),
                .number("requested", t(.requestedPoints)), .number("actual", t(.actualPoints)), .number("seconds", t(.took)),
            ],
            order: order
        ) { after, limit in
            let entries = try await activity.list(
                shop: query.value("shop"),
                errorsOnly: query.value("errors") == "yes",
                oldestFirst: order.isOldestFirst,
                after: after,
                limit: limit + 1
            )
            return ListSource.Part(entries, limit: limit, key: { $0.id }) { entry in
                ListSource.Line(cells: [
                    t.cell(entry.at), .text(entry.shop),
                    CellView.wide(entry.operation, href: entry.run.map { "/job-queue/log/\($0)" }, sub: entry.error),
                    .number(entry.status.map(String.init) ?? "–"),
                    CellView.number(t.number(entry.requested)).with(raw: "\(entry.requested)"),
                    CellView.number(entry.actual.map(t.number) ?? "–").with(raw: entry.actual.map(String.init) ?? ""),
                    CellView.number(t.duration(entry.seconds)).with(raw: "\(entry.seconds)"),
                ])
            }
        }
        let page = ListPage(
            head: HeadView(title: t(.activityLog), sub: t(.activitySub), tabs: .shops("/activity", call)),
            place: .shops,
            source: source,
            empty: .init(icon: "list", title: t(.noActivity), text: t(.noActivityText), action: t(.shops), href: "/shops"),
            filters: try await ShopFilter.filters(
                query,
                services,
                [query.filter("errors", title: t(.problems), all: t(.all), [("yes", t(.onlyProblems))])],
                t
            )
        )
        return try await page.answer(call)
    }
}
