import Connector
import Hummingbird
import JobQueue

/// The recommended recurring entries of a shop: shown first, then made in one step.
struct SchedulePage: Sendable {
    let services: WebServices

    private var schedule: RecommendedSchedule { RecommendedSchedule(shops: services.connector.shops, queue: services.queue) }

    func show(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let shop = try await services.connector.shops.show(try call.path("code"))
        let lines = try await schedule.show(shop.code)
        let rows = lines.map { line -> [CellView] in
            let rhythm =
                line.recurrence.every.map { t(.everyMinutes, t.number($0)) } ?? t(.dailyAt, line.recurrence.start?.description ?? "")
            let entry: CellView = line.entry.map { CellView.text(t(.showEntry), href: "/job-queue/\($0)") } ?? CellView.text(t(.willBeMade))
            return [.text(t.task(line.task, title: line.title)), .text(rhythm), .text(line.recurrence.zone), entry]
        }
        var head = HeadView(
            title: t(.recommendedSchedule),
            sub: t(.recommendedScheduleSub),
            crumb: shop.code,
            crumbHref: "/shops/\(shop.code)"
        )
        if lines.contains(where: { $0.entry == nil }) {
            head.actions = [.post(t(.makeEntries), "/shops/\(shop.code)/recommended-schedule", isPrimary: true)]
        }
        let view = ListView(
            head,
            table: TableView(
                t(.recommendedSchedule),
                [.text(t(.task)), .text(t(.recurs)), .text(t(.zone)), .text("")],
                rows,
                empty: .init(icon: "list", title: t(.noEntries), text: "")
            ),
            query: call.query,
            next: nil,
            t
        )
        return .page(template: "list", title: t(.recommendedSchedule), place: .shops, view: view)
    }

    func make(_ call: PageCall) async throws -> PageAnswer {
        let code = try call.path("code")
        let made = try await schedule.apply(code, owner: call.user.name).filter(\.isNew).count
        return .redirect("/shops/\(code)", Notice(call.speech(.entriesMade, call.speech.number(made)), kind: "success"))
    }
}
