import Connector
import Foundation
import JobQueue

/// The *Role Center*: is all well, what runs, what needs a person.
struct RoleCenterPage: Sendable {
    let services: WebServices
    let daily: DailyFigures

    /// A drawing of the last 30 days with its sum.
    struct Chart {
        let chartTitle: String
        let chartSum: String
        let chartSvg: String
        let chartFrom: String
        let chartTo: String
    }

    struct Cue {
        let cueFigure: String
        let cueWord: String
        let cueHref: String
        /// The colour of the bar: blank, good, running, attention or failure.
        let cueKind: String
        let cueIcon: String?
    }

    struct View {
        let head: HeadView
        let cues: [Cue]
        let problem: String?
        let problemTitle: String
        let timelineTitle: String
        let timelineMore: String
        let timeline: String?
        let timelineEmpty: String
        let runningTitle: String
        let running: TableView
        let needsTitle: String
        let needs: TableView
        let recentTitle: String
        let recent: TableView
        let allText: String
        let charts: [Chart]
        let budgetTitle: String
        let budgets: [BudgetView]
        let hasBudgets: Bool
    }

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let entries = try await services.queue.entries(EntryFilter(limit: 100))
        let states = try await services.queue.counts()
        let runs = try await services.queue.runs(RunFilter(limit: 200))
        let shops = try await services.connector.shops.list()
        let counts = try await services.connector.cues.counts()
        let alive = try await services.queue.nodes().contains(where: \.isAlive)
        let active = entries.filter { $0.status == .inProcess || $0.status == .waiting }
        let running = try await EntryListPage.running(active, services.queue)
        let days = try await daily.figures()
        let budgets = await BudgetView.views(shops, services.connector, today: days.last, t)
        let view = View(
            head: HeadView(
                title: t(.roleCenter),
                sub: t(.roleCenterSub),
                actions: shops.isEmpty && call.may(.administrator) ? [.link(t(.newShop), "/shops/new", isPrimary: true)] : []
            ),
            cues: cues(counts, states, t),
            problem: alive ? nil : t(.noWorkerText),
            problemTitle: t(.noWorker),
            timelineTitle: t(.nowAndNext),
            timelineMore: t(.jobQueueEntries),
            timeline: Timeline(entries: entries, runs: runs, now: .now, speech: t).svg,
            timelineEmpty: t(.timelineEmpty),
            runningTitle: t(.running),
            running: runningTable(active, running, call),
            needsTitle: t(.needsYou),
            needs: needs(entries.filter { $0.status == .error || ($0.error != nil && $0.status != .inProcess) }, call),
            recentTitle: t(.recentRuns),
            recent: RunListPage.table(Array(runs.prefix(8)), t),
            allText: t(.showAll),
            charts: Self.charts(days, t),
            budgetTitle: t(.budgetNow),
            budgets: budgets,
            hasBudgets: !budgets.isEmpty
        )
        return .page(template: "role-center", title: t(.roleCenter), place: .roleCenter, view: view)
    }

    private static func charts(_ days: [DailyFigures.Day], _ t: Speech) -> [Chart] {
        guard let first = days.first, let last = days.last else { return [] }
        func chart(_ title: Text, _ value: (DailyFigures.Day) -> Int) -> Chart {
            let bars = days.map { (value: Double(value($0)), isBad: false, title: "\(t.day($0.day)): \(t.number(value($0)))") }
            return Chart(
                chartTitle: t(title),
                chartSum: t.number(days.reduce(0) { $0 + value($1) }),
                chartSvg: Sparkline(bars, label: t(title)).svg,
                chartFrom: t.day(first.day),
                chartTo: t.day(last.day)
            )
        }
        return [chart(.ordersADay) { $0.orders }, chart(.requestsADay) { $0.requests }, chart(.pointsADay) { $0.points }]
    }

    private func cues(_ counts: CueCounts, _ states: [EntryStatus: Int], _ t: Speech) -> [Cue] {
        func cue(_ value: Int, _ text: Text, _ href: String, warns: String? = nil) -> Cue {
            let kind = warns == nil ? "" : value == 0 ? "good" : warns ?? ""
            return Cue(
                // Counting ends where it makes no difference any more.
                cueFigure: value >= CueCounts.limit ? "\(t.number(CueCounts.limit))+" : t.number(value),
                cueWord: t(text),
                cueHref: href,
                cueKind: kind,
                cueIcon: warns != nil && value > 0 ? warns : nil
            )
        }
        let failed = states[.error] ?? 0
        let running = states[.inProcess] ?? 0
        return [
            Cue(
                cueFigure: t.number(running),
                cueWord: t(.running),
                cueHref: "/job-queue?status=inProcess",
                cueKind: running > 0 ? "running" : "",
                cueIcon: running > 0 ? "running" : nil
            ),
            cue(failed, .failedEntries, "/job-queue?status=error", warns: "failure"),
            cue(counts.unprocessedOrders, .unprocessedOrders, "/orders?processed=no"),
            cue(counts.orderErrors, .ordersWithProblems, "/orders?errors=yes", warns: "attention"),
            cue(counts.orderUpdates, .orderUpdates, "/orders?errors=yes", warns: "attention"),
            cue(counts.unmappedProducts, .unmappedProducts, "/products?mapped=no", warns: "attention"),
            cue(counts.unmappedCustomers, .unmappedCustomers, "/customers?mapped=no", warns: "attention"),
            cue(counts.skippedRecords, .skippedRecords, "/skipped-records", warns: "attention"),
            cue(counts.synchronizationErrors, .requestErrors, "/activity?errors=yes", warns: "attention"),
        ]
    }

    private func runningTable(_ entries: [Entry], _ runs: [String: Run], _ call: PageCall) -> TableView {
        let t = call.speech
        let rows = entries.prefix(8).map { entry -> [CellView] in
            var name = CellView.text(t.task(entry.task, title: entry.description), href: "/job-queue/\(entry.id)", sub: entry.shop ?? "")
            name.cellClass = "tall"
            var state =
                runs[entry.id].map { EntryListPage.progress($0, t) }
                ?? .chip(t.chip(entry), sub: entry.waitingFor.first.map { t(.waitsFor, $0.lock) })
            state.cellClass = "tall grow"
            return [name, state]
        }
        return TableView(
            t(.running),
            [.text(t(.task)), .text(t(.progress))],
            rows,
            empty: .init(icon: "success", title: t(.nothingRuns), text: t(.nothingRunsText))
        )
    }

    private func needs(_ entries: [Entry], _ call: PageCall) -> TableView {
        let t = call.speech
        let rows = entries.prefix(8).map { entry -> [CellView] in
            var name = CellView.text(
                t.task(entry.task, title: entry.description),
                href: "/job-queue/\(entry.id)",
                sub: entry.error?.shortened(to: 140)
            )
            name.cellClass = "tall grow"
            return [
                name, .text(entry.shop ?? ""),
                call.may(.operator) ? .button(t(.restart), posts: "/job-queue/\(entry.id)/restart") : .text(""),
            ]
        }
        return TableView(
            t(.needsYou),
            [.text(t(.task)), .text(t(.shop)), .text("")],
            rows,
            empty: .init(icon: "success", title: t(.allIsWell), text: t(.allIsWellText))
        )
    }
}
