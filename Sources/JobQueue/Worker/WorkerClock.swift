/// The clock a worker sleeps and measures by, whatever its type. It never decides about entries: the database's clock does.
struct WorkerClock: Sendable {
    /// Time since the worker was made.
    let elapsed: @Sendable () -> Duration
    private let sleepFor: @Sendable (Duration) async throws -> Void

    init(_ clock: any Clock<Duration>) {
        self.init(opening: clock)
    }

    private init<C: Clock>(opening clock: C) where C.Duration == Duration {
        let origin = clock.now
        elapsed = { origin.duration(to: clock.now) }
        sleepFor = { try await clock.sleep(for: $0) }
    }

    /// - Throws: `CancellationError`.
    func sleep(_ duration: Duration) async throws {
        try await sleepFor(duration)
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
