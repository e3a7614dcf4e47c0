import Connector
import Foundation
import JobQueue

/// *Job Queue Entries*.
struct EntryListPage: Sendable {
    let services: WebServices
    static let size = 50

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let statuses = query.value("status").flatMap(EntryStatus.init).map { Set([$0]) }
        let entries = try await services.queue.entries(
            EntryFilter(
                statuses: statuses,
                shop: query.value("shop"),
                task: query.value("task"),
                category: query.value("category"),
                includesFinished: query.value("all") == "true",
                limit: Self.size + 1,
                after: query.after
            )
        )
        let shown = Array(entries.prefix(Self.size))
        let runs = try await Self.running(shown, services.queue)
        let head = HeadView(
            title: t(.jobQueueEntries),
            sub: t(.jobQueueEntriesSub),
            actions: call.may(.operator)
                ? [.link(t(.newEntry), "/job-queue/new", isPrimary: true), .link(t(.logEntries), "/job-queue/log")]
                : [.link(t(.logEntries), "/job-queue/log")]
        )
        let view = ListView(
            head,
            filters: try await filters(query, t),
            table: table(shown, runs, call),
            query: query,
            next: entries.count > Self.size ? shown.last.map { PageQuery.cursor($0.id) } : nil,
            t
        )
        return .page(template: "list", title: t(.jobQueueEntries), place: .jobQueue, view: view)
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
        if shops.count > 1 { filters.append(query.filter("shop", title: t(.shop), all: t(.all), shops)) }
        return filters
    }

    private func table(_ entries: [Entry], _ runs: [String: Run], _ call: PageCall) -> TableView {
        let t = call.speech
        let columns: [TableView.Column] = [
            .text(t(.task)), .text(t(.status)), .text(t(.recurs)), .text(t(.nextStart)), .text(t(.progress)), .text(""),
        ]
        return TableView(
            t(.jobQueueEntries),
            columns,
            entries.map { row($0, runs[$0.id], call) },
            empty: .init(
                icon: "list",
                title: t(.noEntries),
                text: t(.noEntriesText),
                action: call.may(.operator) ? t(.newEntry) : nil,
                href: call.may(.operator) ? "/job-queue/new" : nil
            )
        )
    }

    private func row(_ entry: Entry, _ run: Run?, _ call: PageCall) -> [CellView] {
        let t = call.speech
        let title = t.task(entry.task, title: entry.description)
        var name = CellView.text(
            title,
            href: "/job-queue/\(entry.id)",
            sub: [entry.shop, entry.category].compactMap(\.self).joined(separator: " · ")
        )
        name.cellClass = "tall grow"
        let why = entry.waitingFor.first.map { t(.waitsFor, $0.lock) } ?? entry.error
        let isDone = entry.status == .finished
        return [
            name, .chip(t.chip(entry), sub: why), .text(t.rhythm(entry)), isDone ? t.cell(entry.finished) : t.cell(entry.nextStart),
            run.map { Self.progress($0, t) } ?? .text(""), action(entry, call),
        ]
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

    private func action(_ entry: Entry, _ call: PageCall) -> CellView {
        guard call.may(.operator) else { return .text("") }
        let t = call.speech
        switch entry.status {
        case .error: return .button(t(.restart), posts: "/job-queue/\(entry.id)/restart")
        case .inProcess: return .button(t(.cancel), posts: "/job-queue/\(entry.id)/cancel")
        case .onHold, .onHoldWithInactivityTimeout: return .button(t(.setReady), posts: "/job-queue/\(entry.id)/ready")
        default: return .text("")
        }
    }
}
