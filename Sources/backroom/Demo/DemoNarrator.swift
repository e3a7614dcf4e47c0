import Foundation
import JobQueue
import ServiceLifecycle

/// Tells in plain words what the queue does.
struct DemoNarrator: Service {
    let installation: Installation
    let voice: DemoVoice

    func run() async throws {
        let events = installation.queue.events()
        await cancelWhenGracefulShutdown {
            var told: Set<String> = []
            for await event in events {
                guard case .run(let id, _, let status) = event, status != .inProcess, told.insert(id).inserted else { continue }
                guard let run = try? await installation.queue.run(id), let sentence = Self.sentence(run) else { continue }
                voice.say(sentence)
            }
        }
    }

    /// What a run did; nil when it is not worth a line.
    static func sentence(_ run: Run) -> String? {
        guard run.status == .success else { return EntryWords.lastLine(run) }
        let changed = run.counts.created + run.counts.updated
        guard changed > 0 || run.counts.failed > 0 else { return nil }
        let took = run.seconds.map(Words.duration) ?? ""
        let failed =
            run.counts.failed > 0 ? "; \(Words.counted(run.counts.failed, "order")) left aside, see “backroom orders list --errors”" : ""
        switch run.task {
        case "sync-orders":
            return
                "Sync orders: \(Words.counted(changed, "record")) new or changed in \(took), with \(Words.counted(run.requests, "request")) and \(Words.counted(run.points, "API point"))\(failed)."
        case "process-orders":
            return "Process orders: \(Words.counted(changed, "sales document")) made in the ledger in \(took)\(failed)."
        default:
            return EntryWords.lastLine(run)
        }
    }
}
