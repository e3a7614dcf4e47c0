import Connector
import Foundation
import JobQueue

/// *Job Queue Entries*.
struct EntryListPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let queue = services.queue
        let source = ListSource(
            columns: [
                .text("task", t(.task)), .text("shop", t(.shop)), .text("status", t(.status)), .text("recurrence", t(.recurs)),
                .text("nextStart", t(.nextStart)), .text("progress", t(.progress)),
            ]
        ) { after, limit in
            let entries = try await queue.entries(
                EntryFilter(
                    statuses: query.value("status").flatMap(EntryStatus.init).map { Set([$0]) },
                    shop: query.value("shop"),
                    task: query.value("task"),
                    category: query.value("category"),
                    includesFinished: query.value("all") == "true",
                    limit: limit + 1,
                    after: after
                )
            )
            let runs = try await Self.running(entries, queue)
            return ListSource.Part(entries, limit: limit, key: { $0.id }) { Self.line($0, runs[$0.id], call) }
        }
        let mayAct = call.may(.operator)
        var page = ListPage(
            head: HeadView(
                title: t(.jobQueueEntries),
                sub: t(.jobQueueEntriesSub),
                actions: mayAct ? [.link(t(.newEntry), "/job-queue/new", isPrimary: true)] : [],
                tabs: .queue("/job-queue", t)
            ),
            place: .jobQueue,
            source: source,
            empty: .init(
                icon: "list",
                title: t(.noEntries),
                text: t(.noEntriesText),
                action: mayAct ? t(.newEntry) : nil,
                href: mayAct ? "/job-queue/new" : nil
            ),
            filters: try await filters(query, t)
        )
        if mayAct {
            page.bulk = .init(
                bulkPath: "/job-queue/bulk",
                bulkText: t(.withSelected),
                bulkButtons: [
                    .init(bulkTitle: t(.setReady), bulkValue: "ready"), .init(bulkTitle: t(.setOnHold), bulkValue: "hold"),
                    .init(bulkTitle: t(.restart), bulkValue: "restart"), .init(bulkTitle: t(.cancelRun), bulkValue: "cancel"),
                    .init(bulkTitle: t(.delete), bulkValue: "delete", bulkConfirm: t(.deleteSelectedConfirm), bulkIsDanger: true),
                ]
            )
        }
        return try await page.answer(call)
    }

    /// The runs of the entries that run now: for their progress.
    static func running(_ entries: [Entry], _ queue: JobQueue) async throws -> [String: Run] {
        guard entries.contains(where: { $0.status == .inProcess }) else { return [:] }
        let runs = try await queue.runs(RunFilter(statuses: [.inProcess], limit: 200))
        return Dictionary(runs.map { ($0.entry, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func filters(_ query: PageQuery, _ t: Speech) async throws -> [ListView.Filter] {
        let shops = try await services.connector.shops.list().map { (value: $0.code, title: $0.code) }
        let statuses = EntryStatus.allCases.filter { $0 != .onHoldWithInactivityTimeout }.map {
            (value: $0.rawValue, title: t.chip($0).word)
        }
        var filters = [query.filter("status", title: t(.status), all: t(.open), statuses)]
        let categories = try await services.queue.categories().map { (value: $0.code, title: $0.code) }
        if !categories.isEmpty { filters.append(query.filter("category", title: t(.category), all: t(.all), categories)) }
        if shops.count > 1 { filters.append(query.filter("shop", title: t(.shop), all: t(.all), shops)) }
        return filters
    }

    private static func line(_ entry: Entry, _ run: Run?, _ call: PageCall) -> ListSource.Line {
        let t = call.speech
        let title = t.task(entry.task, title: entry.description)
        let why = entry.waitingFor.first.map { t(.waitsFor, $0.lock) } ?? entry.error
        let isDone = entry.status == .finished
        return ListSource.Line(
            id: entry.id,
            cells: [
                CellView.wide(title, href: "/job-queue/\(entry.id)", sub: entry.category).with(raw: entry.task), .text(entry.shop ?? "–"),
                CellView.chip(t.chip(entry), sub: why?.shortened(to: 110)).with(raw: entry.status.rawValue),
                .text(t.rhythm(entry)), isDone ? t.cell(entry.finished) : t.cell(entry.nextStart),
                run.map { progress($0, t) } ?? .text(""),
            ],
            buttons: action(entry, call).map { [$0] } ?? []
        )
    }

    /// How far a run is.
    static func progress(_ run: Run, _ t: Speech) -> CellView {
        guard let progress = run.progress else { return .text(t(.started)) }
        let text = progress.total.map { "\(t.number(progress.done)) / \(t.number($0))" } ?? t.number(progress.done)
        return CellView(
            cellClass: "tall",
            hasProgress: true,
            progressOf: run.entry,
            progressDone: progress.done,
            progressTotal: max(progress.total ?? progress.done, 1),
            progressText: text
        )
    }

    private static func action(_ entry: Entry, _ call: PageCall) -> CellView? {
        guard call.may(.operator) else { return nil }
        let t = call.speech
        switch entry.status {
        case .error: return .button(t(.restart), posts: "/job-queue/\(entry.id)/restart")
        case .inProcess: return .button(t(.cancel), posts: "/job-queue/\(entry.id)/cancel")
        case .onHold, .onHoldWithInactivityTimeout: return .button(t(.setReady), posts: "/job-queue/\(entry.id)/ready")
        default: return nil
        }
    }
}
