/// How soon to look again for a commit whose write has been seen: soon at first, then at the interval, until it must have come.
struct LookingPace {
    let interval: Duration
    let settling: Duration
    private(set) var pause: Duration
    private var lastWrite: ContinuousClock.Instant?

    private static let shortest = Duration.microseconds(250)

    init(interval: Duration, settling: Duration) {
        self.interval = interval
        self.settling = settling
        pause = interval
    }

    mutating func wrote(at now: ContinuousClock.Instant) {
        // The commit that this write belongs to is not there yet, or is there already: the first look shows.
        if isSettled(at: now) { pause = .zero }
        lastWrite = now
    }

    mutating func looked(hasNews: Bool, at now: ContinuousClock.Instant) {
        pause = hasNews ? interval : min(interval, max(Self.shortest, pause * 2))
    }

    func isSettled(at now: ContinuousClock.Instant) -> Bool {
        lastWrite.map { now - $0 >= settling } ?? true
    }
}
