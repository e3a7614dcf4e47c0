import Foundation
import JobQueue

/// *Job Queue Log Entries*.
struct RunListPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let queue = services.queue
        let order = ListOrder(query, ["started"], newestFirst: true)
        let source = ListSource(columns: Self.columns(t), order: order) { after, limit in
            var filter = RunFilter(
                entry: query.value("entry"),
                statuses: query.value("status").flatMap(RunStatus.init).map { [$0] },
                shop: query.value("shop"),
                task: query.value("task"),
                limit: limit + 1,
                after: after
            )
            filter.oldestFirst = order.isOldestFirst
            let runs = try await queue.runs(filter)
            return ListSource.Part(runs, limit: limit, key: { $0.id }) { ListSource.Line(cells: Self.row($0, t, withTask: true)) }
        }
        let statuses = RunStatus.allCases.map { (value: $0.rawValue, title: t.chip($0).word) }
        let tasks = services.tasks.map { (value: $0.name, title: t.task($0.name, title: $0.title)) }
        let page = ListPage(
            head: HeadView(title: t(.logEntries), sub: t(.logEntriesSub), tabs: .queue("/job-queue/log", t)),
            place: .jobQueue,
            source: source,
            empty: .init(icon: "list", title: t(.noRuns), text: t(.noRunsText), action: t(.shops), href: "/shops"),
            filters: try await ShopFilter.filters(
                query,
                services,
                [
                    query.filter("status", title: t(.status), all: t(.all), statuses),
                    query.filter("task", title: t(.task), all: t(.all), tasks),
                ],
                t
            )
        )
        return try await page.answer(call)
    }

    private static func columns(_ t: Speech) -> [ListSource.Column] {
        [
            .text("task", t(.task)), .text("shop", t(.shop)), .text("started", t(.started)), .text("status", t(.status)),
            .text("node", t(.node)), .number("seconds", t(.took)), .number("read", t(.read)), .number("changed", t(.changed)),
            .number("failed", t(.failedCount)), .number("requests", t(.requests)),
        ]
    }

    static func table(_ runs: [Run], _ t: Speech, withTask: Bool = true) -> TableView {
        let columns = Self.columns(t).dropFirst(withTask ? 0 : 2).map { $0.isNumber ? TableView.Column.number($0.title) : .text($0.title) }
        return TableView(
            t(.logEntries),
            columns,
            runs.map { row($0, t, withTask: withTask) },
            empty: .init(icon: "list", title: t(.noRuns), text: t(.noRunsText))
        )
    }

    static func row(_ run: Run, _ t: Speech, withTask: Bool) -> [CellView] {
        let link = "/job-queue/log/\(run.id)"
        let detail = run.error ?? (run.status == .success ? nil : run.message)
        let chip = CellView.chip(t.chip(run.status), sub: detail?.shortened(to: 90))
        let status = (run.status == .inProcess && run.progress != nil ? EntryListPage.progress(run, t) : chip).with(
            raw: run.status.rawValue
        )
        let changed = run.counts.created + run.counts.updated
        let first: [CellView] =
            withTask
            ? [CellView.wide(t.task(run.task), href: link).with(raw: run.task), .text(run.shop ?? "–"), t.cell(run.started)]
            : [CellView.text(t.exact(run.started, withZone: false), href: link).with(cellClass: "nowrap")]
        return first + [
            status, CellView.text(run.node ?? "–").with(cellClass: "faint nowrap"),
            CellView.number(run.seconds.map(t.duration) ?? "").with(raw: run.seconds.map { "\($0)" } ?? ""),
            count(run.counts.read, t), count(changed, t), count(run.counts.failed, t), count(run.requests, t),
        ]
    }

    private static func count(_ value: Int, _ t: Speech) -> CellView { CellView.number(t.number(value)).with(raw: "\(value)") }
}
