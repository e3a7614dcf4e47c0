import Foundation
import JobQueue
import Storage

extension Bench {
    /// Entries one by one and in bulk, in turns with the bare statements.
    func enqueue() async throws -> [Measure] {
        let single = 2_000
        let many = 50_000
        var ours: [Double] = []
        var bare: [Double] = []
        var eight: [Double] = []
        var bulk: [Double] = []
        var bareBulk: [Double] = []
        try await Place.open(address) { place in
            let queue = place.queue()
            for _ in 0..<rounds {
                try place.clear()
                let pattern = try await queue.enqueue(Place.batch(1)[0])
                let statements = try await BareQueue(place, like: pattern.id)
                bare.append(Double(single) / (try await seconds { for _ in 0..<single { try statements.insert() } }))
                try place.clear()
                let entries = Place.batch(single)
                ours.append(Double(single) / (try await seconds { for entry in entries { try await queue.enqueue(entry) } }))
                try place.clear()
                eight.append(Double(single) / (try await seconds { try await eightInFlight(entries, queue) }))
                try place.clear()
                let turns = many / BareQueue.rowsPerBulk
                bareBulk.append(Double(many) / (try await seconds { for _ in 0..<turns { try statements.insertBulk() } }))
                try place.clear()
                let batch = Place.batch(many)
                bulk.append(
                    Double(many)
                        / (try await seconds {
                            for start in stride(from: 0, to: many, by: 1000) { try await queue.enqueue(Array(batch[start..<start + 1000])) }
                        })
                )
            }
        }
        return [
            Measure("enqueue", ours.median, "entries/s"), Measure("enqueue-bare", bare.median, "entries/s"),
            Measure("enqueue-share", ours.median / bare.median, "of bare"), Measure("enqueue-8", eight.median, "entries/s"),
            Measure("enqueue-bulk", bulk.median, "entries/s"), Measure("enqueue-bulk-bare", bareBulk.median, "entries/s"),
            Measure("enqueue-bulk-share", bulk.median / bareBulk.median, "of bare"),
        ]
    }

    private func eightInFlight(_ entries: [NewEntry], _ queue: JobQueue) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<8 {
                group.addTask {
                    for index in stride(from: lane, to: entries.count, by: 8) { try await queue.enqueue(entries[index]) }
                }
            }
            try await group.waitForAll()
        }
    }
}
