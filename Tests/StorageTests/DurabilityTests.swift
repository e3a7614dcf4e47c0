import Foundation
import Storage
import StorageTesting
import Testing

/// What was acknowledged stays, whatever becomes of the process.
@Suite(.timeLimit(.minutes(2)), .serialized) struct DurabilityTests {
    @Test(arguments: TestDatabases.shared)
    func keepsWhatWasAcknowledgedBeforeAKill(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            for round in 1...3 {
                let acknowledged = try await Probe.killed(after: 40, "acknowledge", place.address, "\(round * 1_000_000)")
                #expect(acknowledged.count >= 40)
                let (kept, whole, halves) = try await database.read { tx in
                    (
                        try tx.all(Int.self, "SELECT id FROM probe_item WHERE id >= \(round * 1_000_000)"),
                        try tx.countItems(),
                        try tx.value(Int.self, "SELECT COUNT(*) FROM probe_item WHERE parent IS NOT NULL") ?? 0
                    )
                }
                #expect(Set(acknowledged).subtracting(kept) == [])
                // Both rows of a transaction are there, or none.
                #expect(whole == 2 * halves)
            }
            #expect(try await database.check([TestSchema.module]).isSound)
            await database.close()
        }
    }

    @Test(arguments: TestDatabases.all)
    func noRowIsClaimedTwice(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { tx in
                let rows = (1...400).map { [DatabaseValue.integer(Int64($0)), .text("\($0)")] }
                try tx.insert(into: "probe_item", columns: ["id", "name"], rows: rows)
            }
            let claimed = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [Int] = []
                        while true {
                            let some = try await database.write { tx in
                                try tx.all(
                                    Int.self,
                                    """
                                    UPDATE probe_item SET quantity = 1 WHERE id IN (
                                        SELECT id FROM probe_item WHERE quantity = 0 ORDER BY id LIMIT \(7)\(skipLocked: ())
                                    ) RETURNING id
                                    """
                                )
                            }
                            if some.isEmpty { return mine }
                            mine += some
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.sorted() == Array(1...400))
        }
    }

    /// The portable way to number documents.
    @Test(arguments: TestDatabases.all)
    func countersGiveEachNumberOnce(_ kind: TestDatabase) async throws {
        try await kind.use([TestSchema.module]) { database in
            try await database.write { try $0.addItem(1) }
            let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        var mine: [Int] = []
                        for _ in 0..<30 {
                            let number = try await database.write { tx in
                                try tx.value(Int.self, "UPDATE probe_item SET quantity = quantity + 1 WHERE id = 1 RETURNING quantity")
                            }
                            mine.append(try #require(number))
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(numbers.sorted() == Array(1...180))
        }
    }
}

extension Probe {
    /// Runs the probe, kills it when it has printed so many numbers, and gives all that it has printed.
    static func killed(after count: Int, _ command: String, _ address: DatabaseAddress, _ argument: String) async throws -> [Int] {
        let process = Process()
        process.executableURL = executable
        process.arguments = [command, address.text, argument]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let file = output.fileHandleForReading
        let identifier = process.processIdentifier
        return try await withCheckedThrowingContinuation { continuation in
            // Reading blocks, so it has a thread of its own.
            Thread.detachNewThread {
                var text = ""
                while let data = try? file.read(upToCount: 64), !data.isEmpty {
                    text += String(decoding: data, as: UTF8.self)
                    if text.split(separator: "\n").count >= count { kill(identifier, SIGKILL) }
                }
                // The last number may be cut off.
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                continuation.resume(returning: lines.compactMap { Int($0) })
            }
        }
    }
}
