import Foundation

/// When an entry starts next.
enum Schedule {
    /// For an entry that is set ready: now or at its earliest start, and for a recurring one the first slot from there.
    static func firstStart(_ row: EntryRow, _ recurrence: Recurrence?, now: Date) -> Int64 {
        let earliest = max(row.earliestStart ?? .min, Instants.microseconds(now))
        guard let recurrence else { return earliest }
        return Instants.microseconds(recurrence.firstSlot(onOrAfter: Instants.date(earliest)))
    }

    static func recurrence(of row: EntryRow) throws -> Recurrence? {
        try row.recurrence.map { try JSONText.decode(Recurrence.self, from: $0) }
    }

    /// The pause before attempt n + 1: delay × 2^(n−1), at most 15 minutes, ± 20 %. Microseconds.
    /// - Parameter chance: 0..<1, uniformly distributed.
    static func backoff(delay: Int, afterAttempt attempt: Int, chance: Double) -> Int64 {
        let seconds = min(Double(delay) * pow(2, Double(max(0, attempt - 1))), 900)
        return Int64(seconds * (0.8 + 0.4 * chance) * 1_000_000)
    }
}
