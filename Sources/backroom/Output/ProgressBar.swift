import Foundation
import Synchronization

/// A line on the terminal that shows how far a run is: drawn on standard error, at most ten times a second, never without a terminal.
final class ProgressBar: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var length = 0
    }

    private let title: String
    private let isShown: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(_ title: String, isShown: Bool = Terminal.errorIsTerminal) {
        self.title = title
        self.isShown = isShown
    }

    /// Shows a new state; `total` is nil while it is unknown.
    func update(done: Int, total: Int?) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let line = Self.line(title, done: done, total: total, elapsed: start.duration(to: now) / .seconds(1), width: Terminal.width)
        state.withLock { state in
            if let last = state.lastDrawn, last.duration(to: now) < .milliseconds(100), done != total { return }
            state.lastDrawn = now
            FileHandle.standardError.write(Data(("\r" + line + String(repeating: " ", count: max(0, state.length - line.count))).utf8))
            state.length = line.count
        }
    }

    /// Removes the line.
    func finish() {
        guard isShown else { return }
        state.withLock { state in
            guard state.length > 0 else { return }
            FileHandle.standardError.write(Data(("\r" + String(repeating: " ", count: state.length) + "\r").utf8))
            state.length = 0
        }
    }

    /// `Sync orders  ███████░░░░░  7 412 / 10 000 · 38 s left`
    static func line(_ title: String, done: Int, total: Int?, elapsed: Double, width: Int) -> String {
        guard let total, total > 0 else {
            return String("\(title)  \(Words.count(done)) · \(Words.duration(elapsed))".prefix(width - 1))
        }
        let share = min(1, Double(done) / Double(total))
        var tail = "\(Words.count(done)) / \(Words.count(total))"
        if done > 0, share < 1 { tail += " · \(Words.duration(elapsed / share - elapsed)) left" }
        let room = max(10, min(30, width - title.count - tail.count - 6))
        let full = Int((share * Double(room)).rounded(.down))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: room - full)
        return String("\(title)  \(bar)  \(tail)".prefix(width - 1))
    }
}
