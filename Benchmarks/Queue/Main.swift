import Foundation
import JobQueue
import Storage

/// Measures the job queue: `queue-benchmark --database ADDRESS [--entries N] [--json] CASE …`.
///
/// Cases: `bare`, `burn-down`, `enqueue`, `latency`, `waiting`, `finished`, `schedules`, `idle`. Each begins with an empty queue: the
/// database at the address loses what the queue's tables hold. Run peers and the bare limit beside, on the same machine: rates depend on
/// the disk's flush above all.
@main
struct QueueBenchmark {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String, _ standard: String) -> String {
            guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return standard }
            defer { arguments.removeSubrange(index...index + 1) }
            return arguments[index + 1]
        }
        let address = option("--database", "sqlite:queue-benchmark.db")
        let entries = Int(option("--entries", "10000")) ?? 10_000
        let concurrency = Int(option("--workers", "4")) ?? 4
        let asJSON = arguments.contains("--json")
        arguments.removeAll { $0 == "--json" }
        let cases = arguments.isEmpty ? ["bare", "enqueue", "burn-down", "latency", "waiting", "finished", "schedules", "idle"] : arguments

        let database = try await Database.open(DatabaseAddress(address))
        try await database.migrate([JobQueue.migrations])
        let bench = Bench(database: database, entries: entries, concurrency: concurrency)
        var results: [Measure] = []
        for name in cases {
            try await bench.clear()
            let measures = try await bench.run(name)
            results += measures
            // Past the buffer of standard output: what was measured is seen at once, also through a pipe.
            if asJSON == false { for measure in measures { FileHandle.standardOutput.write(Data((measure.line + "\n").utf8)) } }
        }
        if asJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(results), as: UTF8.self))
        }
        await database.close()
    }
}

/// One number.
struct Measure: Codable {
    let name: String
    let value: Double
    let unit: String

    var line: String {
        let number = value >= 100 ? String(Int(value.rounded())) : String(format: "%.3f", value)
        return "\(name.padding(toLength: 52, withPad: " ", startingAt: 0)) \(number) \(unit)"
    }
}
