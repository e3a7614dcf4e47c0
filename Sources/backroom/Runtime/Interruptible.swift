import UnixSignals

/// Lets Ctrl-C end a command cleanly: the work is cancelled and may save what it has.
enum Interruptible {
    private enum Outcome<T: Sendable>: Sendable {
        case ended(T)
        case interrupted
    }

    /// Runs the body; SIGINT and SIGTERM cancel it, and its end is waited for.
    static func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm])
        return try await withThrowingTaskGroup(of: Outcome<T>.self) { group in
            group.addTask { .ended(try await body()) }
            group.addTask {
                for await _ in signals { break }
                return .interrupted
            }
            defer { group.cancelAll() }
            while let outcome = try await group.next() {
                if case .ended(let value) = outcome { return value }
                group.cancelAll()
            }
            throw CancellationError()
        }
    }
}
