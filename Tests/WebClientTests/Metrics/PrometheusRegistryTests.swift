import CoreMetrics
import Foundation
import Testing

@testable import WebClient

struct PrometheusRegistryTests {
    @Test func countersAndGaugesAreLines() {
        let registry = PrometheusRegistry()
        let counter = registry.makeCounter(label: "runs", dimensions: [("task", "a"), ("status", "ok")])
        counter.increment(by: 2)
        registry.makeCounter(label: "runs", dimensions: [("status", "ok"), ("task", "a")]).increment(by: 1)
        registry.makeMeter(label: "running", dimensions: []).set(Int64(4))
        #expect(registry.text() == "# TYPE running gauge\nrunning 4\n# TYPE runs_total counter\nruns_total{status=\"ok\",task=\"a\"} 3\n")
    }

    @Test func timersAreHistogramsInSeconds() {
        let registry = PrometheusRegistry()
        let timer = registry.makeTimer(label: "took_seconds", dimensions: [])
        timer.recordNanoseconds(2_000_000)
        timer.recordNanoseconds(40_000_000_000)
        let lines = registry.text().split(separator: "\n").map(String.init)
        #expect(lines.contains("took_seconds_bucket{le=\"0.001\"} 0"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.0025\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"60\"} 2"))
        #expect(lines.contains("took_seconds_bucket{le=\"+Inf\"} 2"))
        #expect(lines.contains("took_seconds_count 2"))
        #expect(lines.contains("took_seconds_sum 40.002"))
    }

    @Test(arguments: [("http.server-time", "http_server_time"), ("9lives", "_9lives"), ("", "_"), ("größe", "gr__e")])
    func namesAreMadeFit(_ label: String, _ name: String) {
        #expect(PrometheusRegistry.name(label) == name)
    }

    @Test func labelValuesAreEscaped() {
        #expect(PrometheusRegistry.labelText(["a": "x\"y\\z\n"]) == "{a=\"x\\\"y\\\\z\\n\"}")
    }
}
