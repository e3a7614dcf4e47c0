import Foundation
import Storage
import StorageTesting
import Synchronization
import Testing

/// What happens between real processes.
@Suite(.timeLimit(.minutes(2)), .serialized) struct ProcessTests {
    /// The writer of this process holds the lock almost all the time: the other one must get its share all the same.
    @Test(arguments: TestDatabases.shared)
    func starvesNoSecondProcess(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            let alone = try await Self.counts(Probe.run("write", place.address, "50000000", "1"))
            let end = Latch()
            let output = try await withThrowingTaskGroup(of: String?.self) { group in
                for writer in 1...4 {
                    group.addTask {
                        var id = writer * 1_000_000
                        while !end.isSet {
                            try await database.write { [id] in try $0.addItem(id) }
                            id += 1
                        }
                        return nil
                    }
                }
                let output = try await Probe.run("write", place.address, "100000000", "2")
                end.set()
                try await group.waitForAll()
                return output
            }
            let numbers = try Self.counts(output)
            // With SQLite's own waiting it would be less than a hundredth.
            #expect(numbers[0] * 20 > 2 * alone[0], "rows of the second process in 2 s, alone \(alone[0]) in 1 s")
            #expect(numbers[1] < 2000, "its longest wait in ms")
            let count = try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM probe_item WHERE id >= 100000000") }
            #expect(count == numbers[0])
            await database.close()
        }
    }

    /// How many rows, and the longest wait in milliseconds.
    private static func counts(_ output: String) throws -> [Int] {
        let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(numbers.count == 2)
        return numbers
    }

    @Test(arguments: TestDatabases.shared)
    func hearsOtherProcesses(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            let stream = database.notifications(on: "jobs")
            async let sender: String = Probe.run("notify", place.address, "jobs", "200")
            var received: [Int] = []
            for await payload in stream {
                if let number = Int(payload) { received.append(number) }
                if received.last == 200 { break }
            }
            _ = try await sender
            #expect(received == Array(1...200))
            await database.close()
        }
    }

    @Test(arguments: TestDatabases.shared)
    func migrateOnceTogether(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<5 { group.addTask { try await Probe.run("migrate", place.address) } }
                try await group.waitForAll()
            }
            let database = try await Database.open(place.address)
            #expect(try await database.read { try $0.value(Int.self, "SELECT COUNT(*) FROM probe_once") } == 1)
            await database.close()
        }
    }
}

/// Set once.
final class Latch: Sendable {
    private let flag = Mutex(false)
    var isSet: Bool { flag.withLock { $0 } }
    func set() { flag.withLock { $0 = true } }
}

/// Runs the probe beside the tests.
enum Probe {
    struct Failed: Error { var output: String }

    static var executable: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "StorageProbe")
    }

    static func run(_ command: String, _ address: DatabaseAddress, _ arguments: String...) async throws -> String {
        let process = Process()
        process.executableURL = executable
        process.arguments = [command, address.text] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                continuation.resume(with: process.terminationStatus == 0 ? .success(text) : .failure(Failed(output: text)))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}
