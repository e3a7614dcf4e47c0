import Connector
import Foundation
import JobQueue
import ServiceLifecycle

/// Plays the shop's customers and the person at the desk: starts the first sync, sets the schedule, and places orders every few seconds.
struct DemoShopkeeper: Service {
    let installation: Installation
    let control: SandboxControl
    let voice: DemoVoice

    private static let pause = Duration.seconds(6)

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
        let queue = installation.queue
        let start = ContinuousClock.now
        let first = try await queue.enqueue(Self.entry("sync-orders"))
        let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
        voice.say("First sync queued in \(milliseconds) ms as entry \(first.id); the prompt would be yours again now.")
        _ = try await RunShow(title: "Sync orders · DEMO").show { try await queue.follow(first.id, onUpdate: $0) }
        try await finish("process-orders")
        let recurring = try await queue.enqueue(try Self.recurring("sync-orders"), force: true)
        _ = try await queue.enqueue(try Self.recurring("process-orders"), force: true)
        voice.say("From now on orders are synced every minute (entry \(recurring.id)), and at once when the shop tells of a new one.")
        while !Task.isCancelled {
            try await Task.sleep(for: Self.pause)
            let names = try await control.placeOrders(Int.random(in: 1...3))
            voice.say("Customers placed \(names.joined(separator: ", ")) in the shop.")
            // A webhook would do this: the shop tells of the order, and the recurring entry starts now instead of at its next minute.
            _ = try? await queue.ready(recurring.id)
            try await Task.sleep(for: .seconds(2))
            try await finish("process-orders")
        }
    }

    private func finish(_ task: String) async throws {
        let entry = try await installation.queue.enqueue(Self.entry(task))
        _ = try await installation.queue.follow(entry.id)
    }

    private static func entry(_ task: String) -> NewEntry {
        var entry = NewEntry(task: task)
        entry.shop = Demo.shop
        entry.owner = "demo"
        return entry
    }

    private static func recurring(_ task: String) throws -> NewEntry {
        var entry = entry(task)
        entry.recurrence = try Recurrence(days: .all, every: 1)
        return entry
    }
}
