import Foundation
import ShopifyAdmin
import Synchronization

/// A clock that stands still until somebody sleeps or it is advanced.
final class ManualTime: Sendable {
    private struct Sleeper {
        let id: Int
        let due: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Duration = .zero
        var slept: [Duration] = []
        var sleepers: [Sleeper] = []
        var nextID = 0
    }

    /// What a sleep does.
    enum Mode {
        /// It moves the clock and returns at once.
        case jumps
        /// It waits for `advance`.
        case waits
    }

    static let epoch = Date(timeIntervalSince1970: 1_767_225_600)
    private let state = Mutex(State())
    private let mode: Mode

    init(_ mode: Mode = .jumps) {
        self.mode = mode
    }

    var now: Duration { state.withLock { $0.now } }
    /// Every sleep that was asked for.
    var slept: [Duration] { state.withLock { $0.slept } }
    var sleeping: Int { state.withLock { $0.sleepers.count } }

    var time: AdminTime {
        AdminTime(
            now: { self.now },
            date: { Self.epoch.addingTimeInterval(self.now / .seconds(1)) },
            sleep: { try await self.sleep($0) },
            random: { 1 }
        )
    }

    func advance(_ duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let due = state.sleepers.filter { $0.due <= state.now }
            state.sleepers.removeAll { $0.due <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        if mode == .jumps {
            return state.withLock {
                $0.slept.append(duration)
                $0.now += duration
            }
        }
        let id = state.withLock { state in
            state.slept.append(duration)
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    state.sleepers.append(Sleeper(id: id, due: state.now + duration, continuation: continuation))
                }
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}

/// Gives other tasks the chance to run until the condition holds.
func eventually(_ condition: @Sendable () async -> Bool) async -> Bool {
    for _ in 0..<10_000 {
        if await condition() { return true }
        await Task.yield()
    }
    return await condition()
}
