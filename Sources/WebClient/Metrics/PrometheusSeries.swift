import CoreMetrics
import Synchronization

/// One series of one metric.
final class PrometheusSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// Upper bounds in seconds: from an in-memory answer to a long run.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]

    private struct State {
        var value = 0.0
        var count: UInt64 = 0
        var buckets = [UInt64](repeating: 0, count: PrometheusSeries.bounds.count)
    }

    let kind: Kind
    private let state = Mutex(State())

    init(_ kind: Kind) {
        self.kind = kind
    }

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    func increment(by amount: Double) { state.withLock { $0.value += amount } }
    func decrement(by amount: Double) { state.withLock { $0.value -= amount } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func reset() { state.withLock { $0 = State() } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func preferDisplayUnit(_ unit: TimeUnit) {}

    func record(_ value: Double) {
        guard kind == .histogram else { return set(value) }
        state.withLock { state in
            state.value += value
            state.count += 1
            if let index = Self.bounds.firstIndex(where: { value <= $0 }) { state.buckets[index] += 1 }
        }
    }

    /// The series' lines in the exposition.
    func lines(name: String, labels: [String: String]) -> [String] {
        let state = state.withLock { $0 }
        guard kind == .histogram else { return ["\(name)\(PrometheusRegistry.labelText(labels)) \(Self.number(state.value))"] }
        var lines: [String] = []
        var sum: UInt64 = 0
        for (bound, count) in zip(Self.bounds, state.buckets) {
            sum += count
            lines.append(
                "\(name)_bucket\(PrometheusRegistry.labelText(labels.merging(["le": Self.number(bound)]) { _, new in new })) \(sum)"
            )
        }
        lines.append("\(name)_bucket\(PrometheusRegistry.labelText(labels.merging(["le": "+Inf"]) { _, new in new })) \(state.count)")
        lines.append("\(name)_sum\(PrometheusRegistry.labelText(labels)) \(Self.number(state.value))")
        lines.append("\(name)_count\(PrometheusRegistry.labelText(labels)) \(state.count)")
        return lines
    }

    private static func number(_ value: Double) -> String {
        value.rounded() == value && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
