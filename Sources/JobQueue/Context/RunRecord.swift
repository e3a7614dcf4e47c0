import Foundation
import Synchronization

/// What a running attempt gathers in memory until the worker saves it: progress, counts, log lines; and whether it should stop.
final class RunRecord: Sendable {
    struct Snapshot: Sendable {
        var counts = Counts()
        var requests = 0
        var points = 0
        var progress: Progress?
    }

    private struct State {
        var snapshot = Snapshot()
        var isDirty = false
        var log = LogBuffer()
        var cancellation: CancellationReason?
        var isShuttingDown = false
        var hasUnconfirmedCheckpoint = false
        var onCancel: (@Sendable () -> Void)?
        var onProgress: (@Sendable (Progress) -> Void)?
        var waits = 0
        var onWait: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var snapshot: Snapshot { state.withLock { $0.snapshot } }
    var cancellation: CancellationReason? { state.withLock { $0.cancellation } }
    var isShuttingDown: Bool { state.withLock { $0.isShuttingDown } }

    func progress(_ progress: Progress) {
        let observer = state.withLock { state in
            state.snapshot.progress = progress
            state.isDirty = true
            return state.onProgress
        }
        observer?(progress)
    }

    func count(_ kind: CountKind, by amount: Int) {
        state.withLock { state in
            switch kind {
            case .read: state.snapshot.counts.read += amount
            case .created: state.snapshot.counts.created += amount
            case .updated: state.snapshot.counts.updated += amount
            case .unchanged: state.snapshot.counts.unchanged += amount
            case .skipped: state.snapshot.counts.skipped += amount
            case .failed: state.snapshot.counts.failed += amount
            case .requests: state.snapshot.requests += amount
            case .points: state.snapshot.points += amount
            }
            state.isDirty = true
        }
    }

    func append(_ line: LogBuffer.Line) {
        state.withLock { $0.log.append(line) }
    }

    /// The first reason stands, but a lost lease outweighs all: nothing may be saved any more.
    func cancel(_ reason: CancellationReason) {
        let action = state.withLock { state in
            if state.cancellation == nil || reason == .leaseLost { state.cancellation = reason }
            return state.onCancel
        }
        action?()
    }

    /// What cancels the attempt's task; runs at once when the attempt is cancelled already.
    func onCancel(_ action: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.onCancel = action
            return state.cancellation != nil
        }
        if isCancelled { action() }
    }

    func onProgress(_ observer: @escaping @Sendable (Progress) -> Void) {
        state.withLock { $0.onProgress = observer }
    }

    /// Whether it does nothing but wait.
    var isWaiting: Bool { state.withLock { $0.waits > 0 } }

    /// Begins one wait of possibly several at once, or ends it.
    func waits(_ isWaiting: Bool) {
        let observer = state.withLock { state in
            let before = state.waits
            state.waits = max(0, before + (isWaiting ? 1 : -1))
            return (before > 0) == (state.waits > 0) ? nil : state.onWait
        }
        observer?()
    }

    /// Told when ``isWaiting`` may have changed.
    func onWait(_ observer: @escaping @Sendable () -> Void) {
        state.withLock { $0.onWait = observer }
    }

    func shutsDown() {
        state.withLock { $0.isShuttingDown = true }
    }

    func savesCheckpoint() {
        state.withLock { $0.hasUnconfirmedCheckpoint = true }
    }

    /// A transaction committed. When it saved a checkpoint and the worker waits to stop, this is the moment.
    func reachedCheckpoint() {
        let stops = state.withLock { state in
            defer { state.hasUnconfirmedCheckpoint = false }
            return state.hasUnconfirmedCheckpoint && state.isShuttingDown
        }
        if stops { cancel(.shutdown) }
    }

    /// What has not been saved yet, or nil.
    func takeUnsaved() -> (snapshot: Snapshot, lines: [LogBuffer.Line])? {
        state.withLock { state in
            let lines = state.log.takeUnsaved()
            guard state.isDirty || lines.isEmpty == false else { return nil }
            state.isDirty = false
            return (state.snapshot, lines)
        }
    }

    /// Lines whose saving failed.
    func restore(_ lines: [LogBuffer.Line]) {
        state.withLock { state in
            state.log.restore(lines)
            state.isDirty = true
        }
    }

    /// Log lines not saved yet.
    func takeLines() -> [LogBuffer.Line] {
        state.withLock { $0.log.takeUnsaved() }
    }
}
