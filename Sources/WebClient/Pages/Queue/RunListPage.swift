import Foundation
import JobQueue

/// *Job Queue Log Entries*.
struct RunListPage: Sendable {
    let services: WebServices
    static let size = 50

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let runs = try await services.queue.runs(
            RunFilter(
                entry: query.value("entry"),
                statuses: query.value("status").flatMap(RunStatus.init).map { [$0] },
                shop: query.value("shop"),
                task: query.value("task"),
                limit: Self.size + 1,
                after: query.after
            )
        )
        let shown = Array(runs.prefix(Self.size))
        let statuses = RunStatus.allCases.map { (value: $0.rawValue, title: t.chip($0).word) }
        let tasks = services.tasks.map { (value: $0.name, title: t.task($0.name, title: $0.title)) }
        let view = ListView(
            HeadView(title: t(.logEntries), sub: t(.logEntriesSub), actions: [.link(t(.jobQueueEntries), "/job-queue")]),
            filters: [
                query.filter("status", title: t(.status), all: t(.all), statuses),
                query.filter("task", title: t(.task), all: t(.all), tasks),
            ],
            table: Self.table(shown, t),
            query: query,
            next: runs.count > Self.size ? shown.last.map { PageQuery.cursor($0.id) } : nil,
            t
        )
        return .page(template: "list", title: t(.logEntries), place: .jobQueue, view: view)
    }

    static func table(_ runs: [Run], _ t: Speech, withTask: Bool = true) -> TableView {
        var columns: [TableView.Column] = withTask ? [.text(t(.task))] : []
        columns += [
            .text(t(.started)), .text(t(.status)), .number(t(.took)), .number(t(.read)), .number(t(.changed)), .number(t(.failedCount)),
            .number(t(.requests)),
        ]
        return TableView(
            t(.logEntries),
            columns,
            runs.map { row($0, t, withTask: withTask) },
            empty: .init(icon: "list", title: t(.noRuns), text: t(.noRunsText))
        )
    }

    private static func row(_ run: Run, _ t: Speech, withTask: Bool) -> [CellView] {
        var cells: [CellView] = []
        let link = "/job-queue/log/\(run.id)"
        if withTask {
            var name = CellView.text(t.task(run.task), href: link, sub: run.shop ?? "")
            name.cellClass = "tall grow"
            cells.append(name)
        }
        var started = t.cell(run.started)
        if !withTask { started = CellView.text(t.exact(run.started, withZone: false), href: link) }
        let detail = run.error ?? (run.status == .success ? nil : run.message)
        let status =
            run.status == .inProcess && run.progress != nil
            ? EntryListPage.progress(run, t) : CellView.chip(t.chip(run.status), sub: detail.map { String($0.prefix(90)) })
        return cells + [
            started, status, .number(run.seconds.map(t.duration) ?? ""), .number(t.number(run.counts.read)),
            .number(t.number(run.counts.created + run.counts.updated)), .number(t.number(run.counts.failed)),
            .number(t.number(run.requests)),
        ]
    }
}
