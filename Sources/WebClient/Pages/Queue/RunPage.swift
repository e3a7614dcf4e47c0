import Foundation
import JobQueue

/// A log entry: one run with its figures, its error and its log, live while it runs.
struct RunPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let run = try await services.queue.run(try call.path("id"))
        let lines = try await services.queue.logLines(run: run.id)
        let title = run.shop.map { "\(t.task(run.task)) · \($0)" } ?? t.task(run.task)
        var head = HeadView(
            title: title,
            sub: t.exact(run.started),
            crumb: t(.logEntries),
            crumbHref: "/job-queue/log",
            chips: [t.chip(run.status)]
        )
        head.actions = [.link(t(.openEntry), "/job-queue/\(run.entry)")]
        if call.may(.operator) {
            if run.status == .inProcess { head.actions.append(.post(t(.stop), "/job-queue/\(run.entry)/cancel", key: "s")) }
            if run.status == .error {
                head.actions.insert(.post(t(.restart), "/job-queue/\(run.entry)/restart", isPrimary: true, key: "r"), at: 0)
            }
        }
        var card = CardView(head: head)
        card.problem = run.error
        card.problemTitle = t(.whatHappened)
        card.problemMend = t(.failureMend)
        card.sections = [figures(run, t), log(lines, t), parameters(run, t), details(run, lines, t)]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = facts(run, t)
        return .page(template: "card", title: title, place: .jobQueue, view: card)
    }

    private func figures(_ run: Run, _ t: Speech) -> SectionView {
        let counts = run.counts
        var section = SectionView(sectionTitle: t(.result), sectionId: "result", summaries: [run.message ?? ""])
        section.figures = SectionView.Figure.row(
            [
                (counts.read, t(.read)), (counts.created, t(.created)), (counts.updated, t(.updated)), (counts.unchanged, t(.unchanged)),
                (counts.skipped, t(.skippedCount)), (counts.failed, t(.failedCount)), (run.requests, t(.requests)),
                (run.points, t(.points)),
            ].map { (t.number($0.0), $0.1) }
        )
        if run.status == .inProcess { section.pairs = [.init(t(.progress), EntryListPage.progress(run, t))] }
        if let message = run.message { section.pairs.append(.init(t(.message), .text(message))) }
        section.hasPairs = !section.pairs.isEmpty
        return section
    }

    private func log(_ lines: [LogLine], _ t: Speech) -> SectionView {
        SectionView(
            sectionTitle: t(.log),
            sectionId: "log-tab",
            summaries: [t.number(lines.count)],
            logBox: true,
            logLines: lines.map { line in
                let metadata = line.metadata.sorted { $0.key < $1.key }.map { "  \($0.key)=\($0.value)" }.joined()
                return .init(level: line.level, lineAt: Instant.text(line.at), lineTime: t.time(line.at), lineText: line.message + metadata)
            },
            logEmpty: t(.logEmpty)
        )
    }

    private func parameters(_ run: Run, _ t: Speech) -> SectionView {
        let pairs = run.parameters.sorted { $0.key < $1.key }.map { SectionView.Pair(t.label(of: $0.key), .text($0.value.plainText)) }
        return SectionView(
            sectionTitle: t(.parameters),
            sectionId: "parameters",
            isOpen: false,
            hasPairs: true,
            pairs: pairs.isEmpty ? [.init(t(.parameters), .text(t(.standardParameters)))] : pairs
        )
    }

    /// Everything about the run as plain text, for somebody who is asked for help.
    private func details(_ run: Run, _ lines: [LogLine], _ t: Speech) -> SectionView {
        var text = [
            "Backroom \(services.version)", "run \(run.id)", "entry \(run.entry)", "task \(run.task) (\(run.number))",
            "shop \(run.shop ?? "-")", "node \(run.node ?? "-")", "attempt \(run.attempt)", "status \(run.status.rawValue)",
            "scheduled \(run.scheduledFor.map(Instant.text) ?? "-")", "started \(Instant.text(run.started))",
            "ended \(run.ended.map(Instant.text) ?? "-")", "requests \(run.requests), points \(run.points)",
        ]
        if let message = run.message { text.append("message \(message)") }
        if let error = run.error { text.append("error \(error)") }
        text += lines.suffix(50).map { "\(Instant.text($0.at)) \($0.level) \($0.message)" }
        var section = SectionView(sectionTitle: t(.copyDetails), sectionId: "details", isOpen: false)
        section.copyBox = text.joined(separator: "\n")
        return section
    }

    private func facts(_ run: Run, _ t: Speech) -> [SectionView.Pair] {
        [
            .init(t(.scheduledFor), t.cell(run.scheduledFor)), .init(t(.started), t.cell(run.started)), .init(t(.ended), t.cell(run.ended)),
            .init(t(.took), .text(run.seconds.map(t.duration) ?? "–")), .init(t(.attempt), .text("\(run.attempt)")),
            .init(t(.node), .text(run.node ?? "–")),
            .init(t(.shop), .text(run.shop ?? "–", href: run.shop.map { "/shops/\($0)" })),
        ]
    }
}
