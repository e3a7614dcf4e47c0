public import CoreMetrics
import Synchronization

/// Keeps what the libraries measure (swift-metrics) and prints it in Prometheus' text format (0.0.4).
///
/// One registry a process, made at the start and given to `MetricsSystem.bootstrap`. Labels with characters that Prometheus does not
/// take are mapped to `_`. Timers and recorders are histograms in seconds; meters and gauges are gauges.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    struct Key: Hashable {
        let name: String
        let labels: [String: String]
    }

    private let series = Mutex<[Key: PrometheusSeries]>([:])

    public init() {}

    /// The whole exposition.
    public func text() -> String {
        let all = series.withLock { $0 }
        var lines: [String] = []
        for (name, members) in Dictionary(grouping: all, by: \.key.name).sorted(by: { $0.key < $1.key }) {
            guard let kind = members.first?.value.kind else { continue }
            lines.append("# TYPE \(name) \(kind.rawValue)")
            for (key, value) in members.sorted(by: { Self.labelText($0.key.labels) < Self.labelText($1.key.labels) }) {
                lines += value.lines(name: name, labels: key.labels)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(.counter, label, dimensions, suffix: "_total")
    }

    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        find(.counter, label, dimensions, suffix: "_total")
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(.gauge, label, dimensions)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        find(aggregate ? .histogram : .gauge, label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(.histogram, label, dimensions)
    }

    // Series live as long as the process: a counter that disappears would look like a restart.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func find(_ kind: PrometheusSeries.Kind, _ label: String, _ dimensions: [(String, String)], suffix: String = "")
        -> PrometheusSeries
    {
        var name = Self.name(label)
        if !suffix.isEmpty, !name.hasSuffix(suffix) { name += suffix }
        let labels = Dictionary(dimensions.map { (Self.name($0.0), $0.1) }, uniquingKeysWith: { _, last in last })
        return series.withLock { all in
            let key = Key(name: name, labels: labels)
            if let found = all[key] { return found }
            let made = PrometheusSeries(kind)
            all[key] = made
            return made
        }
    }

    /// A name that Prometheus takes.
    static func name(_ label: String) -> String {
        let mapped = label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" }
        let text = String(mapped)
        return text.first?.isNumber ?? true ? "_" + text : text
    }

    /// Labels in braces, escaped; nothing when there are none.
    static func labelText(_ labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.sorted { $0.key < $1.key }.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }
}
