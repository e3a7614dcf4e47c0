import Foundation
import JobQueue
import Storage

/// How long entries wait after their worker was killed, in peace and quiet.
struct RecoveryRound {
    let queue: JobQueue
    let site: Site

    /// Kills the node that runs most and answers the seconds until each of its entries ran again.
    func seconds(round: Int, isOnAnotherMachine: Bool) async throws -> [Double] {
        var ids: Set<String> = []
        // As many as the nodes that are left have workers for.
        for number in 0..<max(1, (site.plan.nodes - 1) * site.plan.workers) {
            let entry = try await queue.enqueue(
                NewEntry(
                    task: StepsTask.name,
                    parameters: ["number": .integer(Int64(-1_000 * round - number - 1)), "steps": 1_000, "pause": 200, "locks": []]
                )
            )
            ids.insert(entry.id)
        }
        let running = try await poll(within: .seconds(30)) { entries in
            let running = entries.filter { $0.status == .inProcess && ids.contains($0.id) }
            return running.count == ids.count ? running : nil
        }
        let names = try await nodeNames()
        let byNode = Dictionary(grouping: running) { $0.node.map { names[$0] ?? $0 } ?? "" }
        guard let (name, victims) = byNode.max(by: { $0.value.count < $1.value.count }),
            let node = site.nodes.first(where: { name.hasPrefix("node\($0.index + 1)-") })
        else { throw ChaosError("No node says that it runs the entries: \(byNode.keys.sorted())") }
        let runs = Dictionary(uniqueKeysWithValues: victims.map { ($0.id, $0.run) })
        if isOnAnotherMachine { try await site.moveAway(node) }
        let killed = ContinuousClock.now
        node.kill()
        var seconds: [String: Double] = [:]
        _ = try await poll(within: .seconds(120)) { entries in
            for entry in entries where seconds[entry.id] == nil && entry.status == .inProcess {
                guard let run = runs[entry.id], run != entry.run else { continue }
                seconds[entry.id] = killed.duration(to: .now) / .seconds(1)
            }
            return seconds.count == victims.count ? entries : nil
        }
        try node.start()
        for id in ids { try await queue.cancel(id) }
        _ = try await poll(within: .seconds(60)) { entries in entries.contains { ids.contains($0.id) } ? nil : entries }
        return Array(seconds.values)
    }

    /// What the nodes call themselves, by the ids that entries carry.
    private func nodeNames() async throws -> [String: String] {
        try await queue.database.read { tx in
            let rows = try tx.rows("SELECT id, name FROM job_node")
            return Dictionary(try rows.map { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }) { $1 }
        }
    }

    private func poll(within limit: Duration, _ look: ([Entry]) -> [Entry]?) async throws -> [Entry] {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let found = look(try await queue.entries(EntryFilter(task: StepsTask.name))) { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ChaosError("The queue did not get there within \(limit).")
    }
}
