import Foundation
import StorageTesting
import Testing

@testable import Storage

/// How a process learns of other processes' commits to a SQLite file without looking all the time.
@Suite(.timeLimit(.minutes(1))) struct SignalWatchTests {
    private let start = ContinuousClock.now

    @Test func looksSoonAfterAWriteAndThenAtTheInterval() {
        var pace = LookingPace(interval: .milliseconds(4), settling: .milliseconds(300))
        #expect(pace.isSettled(at: start))
        pace.wrote(at: start)
        #expect(pace.pause == .zero && pace.isSettled(at: start) == false)
        var pauses: [Duration] = []
        for _ in 0..<7 {
            pace.looked(hasNews: false, at: start)
            pauses.append(pace.pause)
        }
        #expect(pauses == [250, 500, 1000, 2000, 4000, 4000, 4000].map { Duration.microseconds($0) })
    }

    @Test func doesNotLookFasterThanTheIntervalWhileOthersWrite() {
        var pace = LookingPace(interval: .milliseconds(4), settling: .milliseconds(300))
        pace.wrote(at: start)
        pace.looked(hasNews: true, at: start)
        #expect(pace.pause == .milliseconds(4))
        pace.wrote(at: start + .milliseconds(4))
        #expect(pace.pause == .milliseconds(4))
    }

    @Test func settlesWhenTheCommitMustHaveCome() {
        var pace = LookingPace(interval: .milliseconds(4), settling: .milliseconds(300))
        pace.wrote(at: start)
        #expect(pace.isSettled(at: start + .milliseconds(299)) == false)
        #expect(pace.isSettled(at: start + .milliseconds(300)))
    }

    #if os(Linux)
    @Test func tellsOfWrites() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let writes = try #require(FileWrites(path: file.path))
        #expect(writes.wait(atMost: .zero) == .quiet)
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: Data("a".utf8))
        try handle.write(contentsOf: Data("b".utf8))
        #expect(writes.wait(atMost: .seconds(10)) == .written)
        // Both were told of.
        #expect(writes.wait(atMost: .zero) == .quiet)
        try FileManager.default.moveItem(at: file, to: file.appendingPathExtension("away"))
        #expect(writes.wait(atMost: .seconds(10)) == .gone)
        try FileManager.default.removeItem(at: file.appendingPathExtension("away"))
        try handle.close()
        writes.interrupt()
        #expect(writes.wait(atMost: .zero) != .written)
        #expect(FileWrites(path: file.path + "-missing") == nil)
    }

    @Test func anInterruptionEndsAWait() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let writes = try #require(FileWrites(path: file.path))
        async let news = BlockingWork.run { writes.wait(atMost: .seconds(60)) }
        writes.interrupt()
        #expect(try await news == .quiet)
    }
    #endif

    /// A listener that sleeps must not keep the database from closing.
    @Test func closesAtOnce() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let database = try await Database.open(place.address)
            let stream = database.notifications(on: "jobs")
            try await database.write { $0.notify("jobs", "here") }
            for await payload in stream where payload == "here" { break }
            let begin = ContinuousClock.now
            await database.close()
            #expect(ContinuousClock.now - begin < .milliseconds(900))
        }
    }
}
