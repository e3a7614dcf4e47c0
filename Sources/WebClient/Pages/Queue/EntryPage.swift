import Foundation
import JobQueue

/// The card of a job queue entry.
struct EntryPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let entry = try await services.queue.entry(try call.path("id"))
        let runs = try await services.queue.runs(RunFilter(entry: entry.id, limit: 20))
        let next = entry.recurrence == nil ? [] : try await services.queue.next(entry.id, count: 10)
        let title = t.task(entry.task, title: entry.description)
        var card = CardView(head: head(entry, title, call))
        card.problem = entry.error ?? entry.waitingFor.first.map { t(.waitsForLong, $0.lock, $0.entry) }
        card.problemIsMild = entry.error == nil
        card.problemIcon = entry.error == nil ? "waiting" : "failure"
        card.problemTitle = entry.error == nil ? t(.statusWaiting) : t(.lastRunFailed)
        card.problemMend = entry.error == nil ? t(.waitsMend) : t(.failureMend)
        card.sections =
            [general(entry, t), parameters(entry, t)] + (entry.recurrence.map { [schedule($0, next, t)] } ?? []) + [
                attempts(entry, t), locks(entry, t), history(runs, t),
            ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = facts(entry, runs, t)
        return .page(template: "card", title: title, place: .jobQueue, view: card)
    }

    private func head(_ entry: Entry, _ title: String, _ call: PageCall) -> HeadView {
        let t = call.speech
        let path = "/job-queue/\(entry.id)"
        let isRunning = entry.status == .inProcess
        var head = HeadView(title: entry.shop.map { "\(title) · \($0)" } ?? title, crumb: t(.jobQueueEntries), crumbHref: "/job-queue")
        head.chips =
            [t.chip(entry)] + (entry.category.map { [t.plain($0)] } ?? [])
            + (entry.priority == .normal ? [] : [t.plain(priority(entry.priority, t))])
        guard call.may(.operator) else { return head }
        head.actions = [
            .post(
                t(.setReady),
                path + "/ready",
                isPrimary: !isRunning && entry.status != .ready,
                refusal: isRunning ? t(.isRunning) : nil,
                key: "r"
            ),
            .post(
                t(.setOnHold),
                path + "/hold",
                refusal: entry.status == .onHold || entry.status == .finished ? t(.isNotActive) : nil,
                key: "h"
            ),
            .link(t(.edit), path + "/edit"), .post(t(.runOnce), path + "/run-once", key: "o"),
            .post(t(.cancelRun), path + "/cancel", refusal: isRunning ? nil : t(.isNotRunning), key: "c"),
            .danger(t(.delete), path + "/delete", confirm: t(.deleteConfirm), refusal: isRunning ? t(.isRunning) : nil),
        ]
        return head
    }

    private func priority(_ priority: Priority, _ t: Speech) -> String {
        switch priority {
        case .low: t(.priorityLow)
        case .normal: t(.priorityNormal)
        case .high: t(.priorityHigh)
        }
    }

    private func general(_ entry: Entry, _ t: Speech) -> SectionView {
        SectionView(
            sectionTitle: t(.general),
            sectionId: "general",
            summaries: [entry.task, entry.shop ?? ""],
            hasPairs: true,
            pairs: [
                .init(t(.task), .text("\(entry.task) (\(entry.number))")), .init(t(.description), .text(entry.description)),
                .init(t(.shop), .text(entry.shop ?? "–", href: entry.shop.map { "/shops/\($0)" })),
                .init(t(.priority), .text(priority(entry.priority, t))),
                .init(t(.category), .text(entry.category ?? "–")), .init(t(.earliestStart), t.cell(entry.earliestStart)),
                .init(t(.expires), t.cell(entry.expiration)), .init(t(.owner), .text(entry.owner ?? "–")),
            ]
        )
    }

    private func parameters(_ entry: Entry, _ t: Speech) -> SectionView {
        let pairs = entry.parameters.sorted { $0.key < $1.key }.map { SectionView.Pair(t.label(of: $0.key), .text($0.value.plainText)) }
        return SectionView(
            sectionTitle: t(.parameters),
            sectionId: "parameters",
            isOpen: !pairs.isEmpty,
            summaries: pairs.isEmpty ? [t(.standardParameters)] : [],
            hasPairs: true,
            pairs: pairs.isEmpty ? [.init(t(.parameters), .text(t(.standardParameters)))] : pairs
        )
    }

    private func schedule(_ recurrence: Recurrence, _ next: [Date], _ t: Speech) -> SectionView {
        let zone = TimeZone(identifier: recurrence.zone) ?? .gmt
        return SectionView(
            sectionTitle: t(.schedule),
            sectionId: "schedule",
            summaries: ["\(recurrence)"],
            slotList: true,
            slots: next.map { ScheduleSlots.slot($0, recurrence, Speech(t.language, zone: zone)) },
            slotNotes: ScheduleSlots.changes(recurrence, Speech(t.language, zone: zone))
        )
    }

    private func attempts(_ entry: Entry, _ t: Speech) -> SectionView {
        SectionView(
            sectionTitle: t(.attemptsAndFailure),
            sectionId: "attempts",
            isOpen: false,
            summaries: ["\(entry.attempts) / \(entry.maximumAttempts)"],
            hasPairs: true,
            pairs: [
                .init(t(.attempts), .text("\(entry.attempts) / \(entry.maximumAttempts)")),
                .init(t(.rerunDelay), .text(t.duration(Double(entry.rerunDelay)))),
                .init(t(.timeout), .text(t.duration(Double(entry.timeout)))),
                .init(t(.onFailure), .text(entry.onFailure == .stop ? t(.onFailureStop) : t(.onFailureKeep))),
            ]
        )
    }

    private func locks(_ entry: Entry, _ t: Speech) -> SectionView {
        let waits = Dictionary(entry.waitingFor.map { ($0.lock, $0.entry) }, uniquingKeysWith: { first, _ in first })
        let pairs = entry.locks.map { lock -> SectionView.Pair in
            guard let holder = waits[lock] else { return .init(lock, .text(entry.status == .inProcess ? t(.held) : t(.needed))) }
            return .init(lock, .text(t(.heldBy), href: "/job-queue/\(holder)"))
        }
        return SectionView(
            sectionTitle: t(.locks),
            sectionId: "locks",
            isOpen: !entry.waitingFor.isEmpty,
            summaries: ["\(entry.locks.count)"],
            hasPairs: true,
            pairs: pairs.isEmpty ? [.init(t(.locks), .text("–"))] : pairs
        )
    }

    private func history(_ runs: [Run], _ t: Speech) -> SectionView {
        let durations = runs.reversed().compactMap { run in
            run.seconds.map { (value: $0, isBad: run.status == .error, title: t.duration($0)) }
        }
        return SectionView(
            sectionTitle: t(.runs),
            sectionId: "runs",
            sectionChart: durations.count > 2 ? Sparkline(durations, label: t(.durations)).svg : nil,
            sectionTable: RunListPage.table(runs, t, withTask: false)
        )
    }

    private func facts(_ entry: Entry, _ runs: [Run], _ t: Speech) -> [SectionView.Pair] {
        let ended = runs.filter { [.success, .error].contains($0.status) }
        let good = ended.filter { $0.status == .success }.count
        let seconds = ended.compactMap(\.seconds)
        return [
            .init(t(.lastRun), t.cell(runs.first?.started)), .init(t(.nextStart), t.cell(entry.nextStart)),
            .init(t(.successRate), .text(ended.isEmpty ? "–" : "\(good * 100 / ended.count) %")),
            .init(t(.averageTime), .text(seconds.isEmpty ? "–" : t.duration(seconds.reduce(0, +) / Double(seconds.count)))),
            .init(t(.requestsARun), .text(ended.isEmpty ? "–" : t.number(ended.map(\.requests).reduce(0, +) / ended.count))),
            .init(t(.pointsARun), .text(ended.isEmpty ? "–" : t.number(ended.map(\.points).reduce(0, +) / ended.count))),
        ]
    }
}
