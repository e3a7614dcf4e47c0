import Foundation
import JobQueue
import WebClient

/// Entries and runs in the words of the pages.
enum EntryWords {
    static func status(_ entry: Entry) -> String {
        if entry.status == .waiting, let first = entry.waitingFor.first { return "waiting for \(first.entry) (\(first.lock))" }
        if entry.status == .inProcess, entry.isCancelling { return "in process, being cancelled" }
        if entry.status == .inProcess, entry.holdsAfterRun { return "in process, then on hold" }
        return status(entry.status)
    }

    static func status(_ status: EntryStatus) -> String {
        switch status {
        case .onHold: "on hold"
        case .ready: "ready"
        case .waiting: "waiting"
        case .inProcess: "in process"
        case .error: "error"
        case .finished: "finished"
        case .onHoldWithInactivityTimeout: "on hold with inactivity timeout"
        }
    }

    static func status(_ status: RunStatus) -> String {
        switch status {
        case .inProcess: "in process"
        case .success: "success"
        case .error: "error"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .skipped: "skipped"
        }
    }

    static func table(_ entries: [Entry]) -> Table {
        let rows = entries.map { entry in
            [
                entry.id, entry.task, entry.shop ?? "", status(entry), entry.priority.name, entry.nextStart.map { Words.instant($0) } ?? "",
                entry.recurrence.map { "\($0)" } ?? "once", entry.error ?? "",
            ]
        }
        let columns: [Table.Column] = [
            .text("Id"), .text("Task"), .text("Shop"), .text("Status"), .text("Priority"), .text("Next start"), .text("Recurs"),
            .text("Error"),
        ]
        return Table(columns, rows, empty: "There is no entry to show. Start one: backroom sync sync-orders --shop CODE --background")
    }

    static func card(_ entry: Entry) -> String {
        Card([
            ("Id", entry.id), ("Task", "\(entry.task) (\(entry.number))"), ("Description", entry.description), ("Shop", entry.shop ?? ""),
            ("Status", status(entry)), ("Error", entry.error ?? ""), ("Category", entry.category ?? ""), ("Priority", entry.priority.name),
            ("Recurs", entry.recurrence.map { "\($0)" } ?? "once"), ("Next start", entry.nextStart.map { Words.instant($0) } ?? ""),
            ("Earliest start", entry.earliestStart.map { Words.instant($0) } ?? ""),
            ("Expires", entry.expiration.map { Words.instant($0) } ?? ""), ("Attempts", "\(entry.attempts) of \(entry.maximumAttempts)"),
            ("Rerun delay", Words.duration(Double(entry.rerunDelay))), ("Timeout", Words.duration(Double(entry.timeout))),
            ("On failure", entry.onFailure.rawValue),
            ("Missed runs", entry.recurrence.map { "\($0.missed)" } ?? ""),
            ("Inactivity timeout", entry.inactivityTimeout.map { Words.duration(Double($0) * 60) } ?? ""),
            ("Tells of failure", entry.notify?.onFailure.joined(separator: "\n") ?? ""),
            ("Tells of success", entry.notify?.onSuccess.joined(separator: "\n") ?? ""), ("Dry run", entry.isDryRun ? "yes" : ""),
            ("Parameters", parameters(entry.parameters)),
            ("Locks", entry.locks.joined(separator: "\n")),
            ("Waits for", entry.waitingFor.map { "\($0.lock), held by \($0.entry)" }.joined(separator: "\n")), ("Owner", entry.owner ?? ""),
            ("Language", entry.language ?? ""), ("Runs on", entry.node ?? ""),
        ]).text
    }

    static func parameters(_ parameters: [String: JSONValue]) -> String {
        parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.plainText)" }.joined(separator: "\n")
    }

    static func table(_ runs: [Run]) -> Table {
        let rows = runs.map { run in
            [
                run.id, run.task, run.shop ?? "", status(run.status), Words.instant(run.started), run.seconds.map(Words.duration) ?? "",
                Words.count(run.counts.read), Words.count(run.counts.created), Words.count(run.counts.updated),
                Words.count(run.counts.failed),
                Words.count(run.requests), run.error ?? run.message ?? "",
            ]
        }
        let columns: [Table.Column] = [
            .text("Run"), .text("Task"), .text("Shop"), .text("Status"), .text("Started"), .figure("Took"), .figure("Read"),
            .figure("Created"),
            .figure("Updated"), .figure("Failed"), .figure("Requests"), .text("Message"),
        ]
        return Table(columns, rows, empty: "Nothing has run yet.")
    }

    /// The last line of a run: `Sync orders · DEMO: success in 3.2 s; 500 read, 500 created, 12 requests, 640 points`.
    static func lastLine(_ run: Run) -> String {
        let counts = [
            (run.counts.read, "read"), (run.counts.created, "created"), (run.counts.updated, "updated"),
            (run.counts.unchanged, "unchanged"), (run.counts.skipped, "skipped"), (run.counts.failed, "failed"),
        ].map { ($0, "\(Words.count($0)) \($1)") }
        let costs = [(run.requests, Words.counted(run.requests, "request")), (run.points, Words.counted(run.points, "point"))]
        let figures = (counts + costs).filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
        let shop = run.shop.map { " · \($0)" } ?? ""
        let took = run.seconds.map { " in \(Words.duration($0))" } ?? ""
        let what = (run.error ?? run.message).map { ". " + Table.oneLine($0) } ?? ""
        return "\(run.task)\(shop): \(status(run.status))\(took)" + (figures.isEmpty ? "" : "; \(figures)") + what
    }
}
