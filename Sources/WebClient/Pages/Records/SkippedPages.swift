import Connector
import Foundation

/// *Skipped Records* and the *Activity Log*.
struct SkippedPages: Sendable {
    let services: WebServices
    static let size = 50

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let records = try await services.connector.skipped.list(
            shop: query.value("shop"),
            task: query.value("task"),
            after: query.after,
            limit: Self.size + 1
        )
        let shown = Array(records.prefix(Self.size))
        let rows = shown.map { record -> [CellView] in
            var name = CellView.text(record.name, sub: "\(record.shop) · \(t.task(record.task))")
            name.cellClass = "tall"
            var reason = CellView.text(record.reason, sub: record.code)
            reason.cellClass = "tall grow"
            let path = "/skipped-records/\(record.id)"
            let actions =
                call.may(.operator)
                ? [CellView.button(t(.retry), posts: path + "/retry"), .button(t(.dismiss), posts: path + "/dismiss")]
                : [.text(""), .text("")]
            return [name, reason, .number(t.number(record.attempts)), t.cell(record.nextTry), t.cell(record.since)] + actions
        }
        let columns: [TableView.Column] = [
            .text(t(.record)), .text(t(.reason)), .number(t(.attempts)), .text(t(.nextTry)), .text(t(.since)), .text(""), .text(""),
        ]
        let shops = try await services.connector.shops.list().map { (value: $0.code, title: $0.code) }
        let view = ListView(
            HeadView(title: t(.skippedRecords), sub: t(.skippedSub)),
            filters: shops.count > 1 ? [query.filter("shop", title: t(.shop), all: t(.all), shops)] : [],
            table: TableView(
                t(.skippedRecords),
                columns,
                rows,
                empty: .init(icon: "success", title: t(.noSkipped), text: t(.noSkippedText))
            ),
            query: query,
            next: records.count > Self.size ? shown.last.map { PageQuery.cursor($0.id) } : nil,
            t
        )
        return .page(template: "list", title: t(.skippedRecords), place: .skipped, view: view)
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
        let entries = try await services.connector.activity.list(
            shop: query.value("shop"),
            errorsOnly: query.value("errors") == "yes",
            after: query.after,
            limit: Self.size + 1
        )
        let shown = Array(entries.prefix(Self.size))
        let rows = shown.map { entry -> [CellView] in
            var name = CellView.text(entry.operation, href: entry.run.map { "/job-queue/log/\($0)" }, sub: entry.error)
            name.cellClass = "tall grow"
            return [
                t.cell(entry.at), .text(entry.shop), name, .number(entry.status.map(String.init) ?? "–"),
                .number(t.number(entry.requested)),
                .number(entry.actual.map(t.number) ?? "–"), .number(t.duration(entry.seconds)),
            ]
        }
        let columns: [TableView.Column] = [
            .text(t(.at)), .text(t(.shop)), .text(t(.operation)), .number("HTTP"), .number(t(.requestedPoints)), .number(t(.actualPoints)),
            .number(t(.took)),
        ]
        let view = ListView(
            HeadView(title: t(.activityLog), sub: t(.activitySub)),
            filters: [query.filter("errors", title: t(.problems), all: t(.all), [("yes", t(.onlyProblems))])],
            table: TableView(t(.activityLog), columns, rows, empty: .init(icon: "list", title: t(.noActivity), text: t(.noActivityText))),
            query: query,
            next: entries.count > Self.size ? shown.last.map { PageQuery.cursor($0.id) } : nil,
            t
        )
        return .page(template: "list", title: t(.activityLog), place: .activity, view: view)
    }
}
