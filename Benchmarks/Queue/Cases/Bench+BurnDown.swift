import Dispatch
import Foundation
import JobQueue
import Storage

extension Bench {
    /// No-op entries, in turns with the bare statements in batches of fifty.
    func burnDown() async throws -> [Measure] {
        var ours: [Double] = []
        var bare: [Double] = []
        try await Place.open(address) { place in
            // A million is a measure by itself.
            for _ in 0..<(entries > 100_000 ? 1 : rounds) {
                try place.clear()
                ours.append(try await burn(entries, place))
                try place.clear()
                bare.append(try await bareBurn(place, connections: 1))
                if place.database.dialect == .postgreSQL {
                    try place.clear()
                    bare.append(max(bare.removeLast(), try await bareBurn(place, connections: 2)))
                }
            }
        }
        return [
            Measure("burn-down-\(entries)", ours.median, "entries/s"), Measure("burn-down-\(entries)-bare", bare.median, "entries/s"),
            Measure("burn-down-\(entries)-share", ours.median / bare.median, "of bare"),
        ]
    }

    private func bareBurn(_ place: Place, connections: Int) async throws -> Double {
        let pattern = try await place.queue().enqueue(Place.batch(1)[0])
        try await place.fill(entries)
        var queues: [BareQueue] = []
        for _ in 0..<connections { queues.append(try await BareQueue(place, like: pattern.id)) }
        let taken = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for queue in queues {
                    nonisolated(unsafe) let queue = queue
                    group.addTask { try await onThread { while try queue.turn() > 0 {} } }
                }
                try await group.waitForAll()
            }
        }
        return Double(entries + 1) / taken
    }
}

/// Runs what blocks on a thread of its own.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
