import Connector
import Foundation
import JobQueue
import WebClient

/// Looks at the work: workers, entries that need a person, shops.
struct QueueDoctor: Sendable {
    let installation: Installation

    func findings() async -> [Finding] {
        do {
            let entries = try await installation.queue.entries()
            let alive = try await installation.queue.nodes().filter(\.isAlive)
            let givenUp = try await installation.queue.webhooks(WebhookFilter(statuses: [.failed], limit: 100))
            var findings = [workers(alive), errors(entries), stuck(entries, alive), webhooks(givenUp)]
            for shop in try await installation.shops.list() { findings.append(await look(shop)) }
            return findings
        } catch {
            return [.failed("queue", Failure(classifying: error).message, mend: "See the database.")]
        }
    }

    private func workers(_ alive: [Node]) -> Finding {
        alive.isEmpty
            ? .warning(
                "workers",
                "No worker runs: nothing happens in the background.",
                mend: "Start one: backroom serve, or backroom worker"
            )
            : .ok(
                "workers",
                "\(Words.counted(alive.count, "worker process", "worker processes")) alive: \(alive.map(\.name).joined(separator: ", "))."
            )
    }

    private func errors(_ entries: [Entry]) -> Finding {
        let failed = entries.filter { $0.status == .error }
        guard let first = failed.first else { return .ok("failures", "No entry waits for a person.") }
        return .warning(
            "failures",
            "\(Words.counted(failed.count, "entry", "entries")) failed for good, the newest \(first.id): \(first.error ?? "no reason given")",
            mend: "See: backroom jobs list --status error; mend the cause, then: backroom jobs restart ID"
        )
    }

    /// Due for longer than an hour while a worker is alive, or running on a node that is gone.
    private func stuck(_ entries: [Entry], _ alive: [Node]) -> Finding {
        let hourAgo = Date.now.addingTimeInterval(-3600)
        let late = entries.filter { [.ready, .waiting].contains($0.status) && ($0.nextStart ?? .distantFuture) < hourAgo }
        guard let first = late.first else { return .ok("stuck entries", "Nothing that is due waits for longer than an hour.") }
        let why =
            first.waitingFor.first.map { "waits for \($0.entry), which holds \($0.lock)" }
            ?? (alive.isEmpty ? "no worker runs" : "the workers are busy")
        return .warning(
            "stuck entries",
            "\(Words.counted(late.count, "entry", "entries")) overdue by more than an hour, such as \(first.id): \(why).",
            mend: "See whom it waits for: backroom jobs show \(first.id)"
        )
    }

    private func webhooks(_ givenUp: [Webhook]) -> Finding {
        guard let first = givenUp.first else { return .ok("webhooks", "No outgoing webhook was given up.") }
        return .warning(
            "webhooks",
            "\(Words.counted(givenUp.count, "outgoing webhook")) given up, the newest to \(first.url): \(first.error ?? "no reason given")",
            mend: "See: backroom webhooks list --status failed; mend the receiver, then: backroom webhooks retry \(first.id)"
        )
    }

    private func look(_ shop: Shop) async -> Finding {
        let name = "shop \(shop.code)"
        guard shop.enabled else { return .ok(name, "It is disabled.") }
        do {
            let report = try await installation.shops.test(shop.code)
            let bad = report.checks.filter { $0.state != .ok }
            guard let first = bad.first(where: { $0.state == .failed }) ?? bad.first else {
                return .ok(name, "Shopify lets us in; nothing is missing.")
            }
            let mend = "See: backroom shop test \(shop.code)"
            return first.state == .failed ? .failed(name, first.message, mend: mend) : .warning(name, first.message, mend: mend)
        } catch {
            return .failed(name, Ending(of: error).message, mend: "See: backroom shop test \(shop.code)")
        }
    }
}
