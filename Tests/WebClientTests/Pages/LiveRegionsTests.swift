import NIOCore
import Synchronization
import Testing

@testable import WebClient

struct LiveRegionsTests {
    /// News that the test tells, and a page that counts how often it is made.
    private final class Source: Sendable {
        let number = Mutex(0)
        let made = Mutex(0)

        func regions(pace: Duration = .zero, age: Duration = .seconds(60)) -> LiveRegions {
            LiveRegions(pace: pace, age: age) { NewsMark(process: "here", number: self.number.withLock { $0 }) }
        }

        func tell() { number.withLock { $0 += 1 } }

        var heard: String { "here-\(number.withLock { $0 })" }
        var count: Int { made.withLock { $0 } }

        func make() -> LiveBody {
            LiveBody("page \(made.withLock { $0 += 1; return $0 })", placeholder: "MARK")
        }

        func ask(_ regions: LiveRegions, _ heard: String, role: Role = .viewer, language: PageLanguage = .english) async throws -> String? {
            let key = LiveRegions.Key(address: "/job-queue", role: role, language: language)
            return try await regions.body(key, heard: heard) { self.make() }.map { String(buffer: $0.html(csrf: "")) }
        }
    }

    @Test func aHundredReadersOfOneNewsGetWhatWasMadeOnce() async throws {
        let source = Source()
        let regions = source.regions()
        source.tell()
        let pages = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<100 { group.addTask { try await source.ask(regions, source.heard) } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(pages == ["page 1"])
    }

    @Test func nobodyGetsWhatIsOlderThanWhatHeHasHeardOf() async throws {
        let source = Source()
        let regions = source.regions()
        let old = source.heard
        try await #expect(source.ask(regions, old) == "page 1")
        source.tell()
        // Who has not heard of it yet is content with what there is; who has is not.
        try await #expect(source.ask(regions, old) == "page 1")
        try await #expect(source.ask(regions, source.heard) == "page 2")
        try await #expect(source.ask(regions, old) == "page 2")
    }

    @Test(arguments: ["", "1", "elsewhere-0", "here-x"])
    func whatAnotherProcessToldAsksForANewPage(_ heard: String) async throws {
        let source = Source()
        let regions = source.regions()
        try await #expect(source.ask(regions, heard) == "page 1")
        try await #expect(source.ask(regions, heard) == "page 2")
    }

    @Test func aMarkFromTheFutureIsNotWaitedFor() async throws {
        let source = Source()
        let regions = source.regions()
        try await #expect(source.ask(regions, "here-99") == "page 1")
        try await #expect(source.ask(regions, "here-99") == "page 1")
    }

    @Test func rolesAndLanguagesHavePagesOfTheirOwn() async throws {
        let source = Source()
        let regions = source.regions()
        try await #expect(source.ask(regions, source.heard) == "page 1")
        try await #expect(source.ask(regions, source.heard, role: .operator) == "page 2")
        try await #expect(source.ask(regions, source.heard, language: .russian) == "page 3")
        try await #expect(source.ask(regions, source.heard) == "page 1")
    }

    @Test func withoutNewsAPageIsMadeAnewAfterAWhile() async throws {
        let source = Source()
        let regions = source.regions(age: .zero)
        try await #expect(source.ask(regions, source.heard) == "page 1")
        try await #expect(source.ask(regions, source.heard) == "page 2")
    }

    @Test func aStormOfNewsCostsFewPagesAndTheLastOneIsTold() async throws {
        let source = Source()
        let regions = source.regions(pace: .milliseconds(200))
        try await #expect(source.ask(regions, source.heard) == "page 1")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                source.tell()
                group.addTask { [heard = source.heard] in _ = try await source.ask(regions, heard) }
            }
            try await group.waitForAll()
        }
        // Within the pace all wait for the same page; a slow machine may need another one or two.
        #expect(source.count <= 4)
        try await #expect(source.ask(regions, source.heard) == "page \(source.count)")
    }

    @Test func aPageThatFailsIsNotKept() async throws {
        struct Failing: Error {}
        let source = Source()
        let regions = source.regions(age: .zero)
        let key = LiveRegions.Key(address: "/job-queue", role: .viewer, language: .english)
        await #expect(throws: Failing.self) { try await regions.body(key, heard: source.heard) { throw Failing() } }
        try await #expect(source.ask(regions, source.heard) == "page 1")
    }

    @Test func whatIsRememberedHasABound() async throws {
        let source = Source()
        let regions = source.regions()
        for number in 0..<(LiveRegions.most * 3) {
            let key = LiveRegions.Key(address: "/job-queue/\(number)", role: .viewer, language: .english)
            _ = try await regions.body(key, heard: source.heard) { source.make() }
            #expect(regions.count <= LiveRegions.most)
        }
    }
}
