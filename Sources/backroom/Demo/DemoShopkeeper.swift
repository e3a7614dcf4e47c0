import Connector
import Foundation
import JobQueue
import ServiceLifecycle
import WebClient

/// Plays the shop's customers and the person at the desk: starts the first sync, sets the schedule, and places orders every few seconds.
struct DemoShopkeeper: Service {
    let installation: Installation
    let control: SandboxControl
    let voice: DemoVoice

    private static let pause = Duration.seconds(7)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            do {
                try await work()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                voice.say("The demo cannot go on: \(Ending(of: error).message)")
                throw error
            }
        }
    }

    private func work() async throws {
        try await firstSync()
        let recurring = try await schedule()
        for round in 0... {
            try await Task.sleep(for: Self.pause)
            let names = try await control.placeOrders(Int.random(in: 1...3))
            voice.say("Customers placed \(names.joined(separator: ", ")) in the shop.")
            // Now and then somebody does not want to wait for the minute.
            if round % 4 == 1 {
                _ = try await installation.queue.enqueue(RunOnceCopy.of(recurring, owner: "demo"), force: true)
                voice.say("Somebody pressed “Sync orders”; it runs in the background beside the schedule.")
            }
        }
    }

    /// In the background, as a person would: the call comes back at once.
    private func firstSync() async throws {
        let queue = installation.queue
        let start = ContinuousClock.now
        let first = try await queue.enqueue(Self.entry("sync-orders"))
        let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
        voice.say(
            "First sync queued as entry \(first.id): the prompt is back after \(milliseconds) ms, the work goes on in the background."
        )
        _ = try await RunShow(title: "Sync orders · DEMO").show { try await queue.follow(first.id, onUpdate: $0) }
        let process = try await queue.enqueue(Self.entry("process-orders"))
        voice.say("Processing them: entry \(process.id).")
        _ = try await RunShow(title: "Process orders · DEMO").show { try await queue.follow(process.id, onUpdate: $0) }
    }

    /// Orders come in every minute, and their documents are made in the same run.
    private func schedule() async throws -> Entry {
        try await installation.shops.set(Demo.shop, ["autoCreateSalesDocuments": "true"])
        var entry = Self.entry("sync-orders")
        entry.recurrence = try Recurrence(days: .all, every: 1)
        let recurring = try await installation.queue.enqueue(entry, force: true)
        voice.say("From now on orders are synced and processed every minute (entry \(recurring.id)).")
        return recurring
    }

    private static func entry(_ task: String) -> NewEntry {
        var entry = NewEntry(task: task)
        entry.shop = Demo.shop
        entry.owner = "demo"
        return entry
    }
}
