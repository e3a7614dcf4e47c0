import Foundation
import JobQueue
import Storage

extension Bench {
    /// What a worker takes that has nothing to do: the processor and memory.
    func idle() async throws -> [Measure] {
        try await Place.open(address) { place in
            try await withWorker(place.queue()) {
                try await Task.sleep(for: .seconds(2))
                let before = processorSeconds()
                let used = try await seconds { try await Task.sleep(for: .seconds(20)) }
                return [
                    Measure("idle-worker-cpu", (processorSeconds() - before) / used * 100, "% of a core"),
                    Measure("idle-worker-memory", residentMebibytes(), "MiB"),
                ]
            }
        }
    }

    /// `clock()` counts in millionths of a second on Linux and macOS.
    private func processorSeconds() -> Double { Double(clock()) / 1e6 }

    private func residentMebibytes() -> Double {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
        return pages.flatMap { Double($0) }.map { $0 * Double(getpagesize()) / 1_048_576 } ?? .nan
    }
}
