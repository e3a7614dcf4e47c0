import Foundation
import JobQueue

/// *About*: the version and the state of the installation.
struct AboutPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let report = await services.health.report()
        let nodes = try await services.queue.nodes()
        var card = CardView(head: HeadView(title: t(.about), sub: "Backroom \(services.version)"), layout: "stack")
        card.head.tabs = .settings("/about", isAdministrator: call.may(.administrator), t)
        card.sections = [
            SectionView(
                sectionTitle: t(.health),
                sectionId: "health",
                checkList: true,
                checks: report.parts.map {
                    .init(
                        checkName: $0.name,
                        checkText: $0.detail ?? t(.isWell),
                        checkIcon: $0.isGood ? "success" : "failure",
                        checkClass: $0.isGood ? "ok" : "bad"
                    )
                }
            ),
            SectionView(
                sectionTitle: t(.workers),
                sectionId: "workers",
                sectionTable: TableView(
                    t(.workers),
                    [.text(t(.node)), .text(t(.started)), .text(t(.lastSeen)), .text(t(.status))],
                    nodes.map {
                        [
                            .text($0.name), t.cell($0.started), t.cell($0.seen),
                            .chip(
                                $0.isAlive
                                    ? ChipView(kind: "success", icon: "success", word: t(.alive))
                                    : ChipView(kind: "failure", icon: "failure", word: t(.gone))
                            ),
                        ]
                    },
                    empty: .init(icon: "attention", title: t(.noWorker), text: t(.noWorkerText))
                )
            ),
        ]
        return .page(template: "card", title: t(.about), place: .settings, view: card)
    }
}
