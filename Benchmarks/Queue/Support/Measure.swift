import Foundation

/// One number.
struct Measure: Codable, Sendable {
    /// What programs know it by, such as `burn-down-10000`.
    let key: String
    let value: Double
    let unit: String

    init(_ key: String, _ value: Double, _ unit: String) {
        self.key = key
        self.value = value
        self.unit = unit
    }

    var line: String {
        let number = value >= 100 ? String(Int(value.rounded())) : String(format: "%.3f", value)
        return "\(key.padding(toLength: 44, withPad: " ", startingAt: 0)) \(number) \(unit)"
    }
}

extension [Double] {
    /// The middle one.
    var median: Double { percentile(50) }

    func percentile(_ percent: Int) -> Double {
        isEmpty ? .nan : sorted()[Swift.min(count - 1, count * percent / 100)]
    }
}

/// What a span of work took, in seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - start) / .seconds(1)
}
