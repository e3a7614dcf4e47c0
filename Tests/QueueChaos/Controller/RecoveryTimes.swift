import Foundation

/// Seconds from the kill of a worker to the moment when its entries ran again.
struct RecoveryTimes {
    /// Killed on a machine where others see that the process is gone.
    var here: [Double] = []
    /// Killed where nobody sees it: the lease must run out.
    var elsewhere: [Double] = []

    var lines: [String] { [line("on this machine", here), line("as if on another machine", elsewhere)].compactMap(\.self) }

    private func line(_ place: String, _ seconds: [Double]) -> String? {
        let sorted = seconds.sorted()
        guard let worst = sorted.last else { return nil }
        let median = sorted[sorted.count / 2]
        return String(format: "%@: %d runs of killed workers ran again, median %.1f s, worst %.1f s", place, sorted.count, median, worst)
    }
}
