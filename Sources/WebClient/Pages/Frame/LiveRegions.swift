import Synchronization

/// The live regions of pages that are the same for everybody of a role and a language: made once for each piece of news, however many
/// people have the page open.
///
/// Whoever asks names the news he has heard of and never gets what is older. A page is made at most every so often, so that a storm of news
/// costs no more than a breeze; who asks in between gets the next one. Without news a page is made anew after a moment: not everything that
/// changes is told.
final class LiveRegions: Sendable {
    /// What makes two readers' pages the same.
    struct Key: Hashable, Sendable {
        let address: String
        let role: Role
        let language: PageLanguage
    }

    /// Pages that are remembered at a time, each at most some 100 KB.
    static let most = 64

    private struct Made {
        /// The number of the news when its making began; nil while it waits for its turn.
        var number: Int?
        var begins: ContinuousClock.Instant
        let body: Task<LiveBody?, any Error>
    }

    private let made = Mutex<[Key: Made]>([:])
    private let clock = ContinuousClock()
    private let pace: Duration
    private let age: Duration
    private let mark: @Sendable () -> NewsMark

    /// - Parameter mark: how far the news has come.
    init(pace: Duration = .milliseconds(100), age: Duration = .seconds(1), mark: @escaping @Sendable () -> NewsMark) {
        self.pace = pace
        self.age = age
        self.mark = mark
    }

    /// The page for a reader; nil when it is none that can be shared.
    ///
    /// - Parameters:
    ///   - heard: the mark that the reader sent; one of another process, or none, asks for a page that is made from now on.
    ///   - make: makes the page; it outlives the reader who asked first.
    func body(_ key: Key, heard: String, _ make: @escaping @Sendable () async throws -> LiveBody?) async throws -> LiveBody? {
        let now = clock.now
        let news = mark()
        let wanted = NewsMark(heard).flatMap { $0.process == news.process ? min($0.number, news.number) : nil }
        let task = made.withLock { made -> Task<LiveBody?, any Error> in
            let known = made[key]
            if let known {
                guard let number = known.number else { return known.body }
                if let wanted, number >= wanted, now - known.begins < age { return known.body }
            }
            if made.count >= Self.most {
                made = made.filter { $0.value.number == nil }
                if made.count >= Self.most { return Task { try await make() } }
            }
            let begins = max(now, known.map { $0.begins + pace } ?? now)
            guard begins > now else {
                let body = Task { try await make() }
                made[key] = Made(number: news.number, begins: now, body: body)
                return body
            }
            let body = Task {
                try await clock.sleep(until: begins)
                begin(key)
                return try await make()
            }
            made[key] = Made(number: nil, begins: begins, body: body)
            return body
        }
        return try await task.value
    }

    /// How many pages are remembered.
    var count: Int { made.withLock(\.count) }

    /// Marks the news that a page which waited for its turn knows of.
    private func begin(_ key: Key) {
        let number = mark().number
        made.withLock { made in
            made[key]?.number = number
            made[key]?.begins = clock.now
        }
    }
}
