import Foundation
import JobQueue
import Storage

/// Measures the job queue: `queue-benchmark --database ADDRESS [--entries N] [--rounds N] [--json] CASE …`.
///
/// Each case works in a place of its own (a file beside the named one, a schema of the named database) and removes it. `bare` figures are the
/// same statements by the database's own C interface, without the engine and without Swift's concurrency, in the same run: rates depend on
/// the disk's flush above all, so only figures of one run may be compared. `Benchmarks/job_queue.py` runs all of it beside the peers.
@main
struct QueueBenchmark {
    static func main() async throws {
        var options = Options(CommandLine.arguments.dropFirst())
        let bench = Bench(
            address: options.value("--database") ?? "sqlite:queue-benchmark.db",
            entries: options.number("--entries") ?? 10_000,
            rounds: options.number("--rounds") ?? 5,
            concurrency: options.number("--workers") ?? 4
        )
        let asJSON = options.flag("--json")
        let cases = options.rest.isEmpty ? Bench.cases : options.rest
        if cases.first == "send" {
            try await Sender(address: bench.address, entries: bench.entries).run()
            return
        }
        var results: [Measure] = []
        for name in cases {
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
    }
}
