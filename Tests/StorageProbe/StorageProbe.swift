import Foundation
import Storage

/// A process of its own on a database, for tests of what happens between processes.
///
///     StorageProbe write ADDRESS FIRST-ID SECONDS   one row a transaction; prints how many, and the longest wait in milliseconds
///     StorageProbe acknowledge ADDRESS FIRST-ID     two rows a transaction until it is killed; prints each first id after its commit
///     StorageProbe notify ADDRESS CHANNEL COUNT     one signal a transaction, numbered from 1
///     StorageProbe migrate ADDRESS                  makes the table probe_once with one row
///     StorageProbe stream ADDRESS                   reads probe_value; prints the rows, their sum and by how many bytes memory grew
///     StorageProbe measure ADDRESS SECONDS          statements a second, on an empty database
///     StorageProbe listen|send ADDRESS COUNT        the delay of signals between two processes
///     StorageProbe idle ADDRESS SECONDS             the CPU that listening costs
@main struct StorageProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let database = try await Database.open(DatabaseAddress(arguments[2]))
        switch arguments[1] {
        case "write": try await write(database, from: Int(arguments[3]) ?? 0, seconds: Double(arguments[4]) ?? 1)
        case "acknowledge": try await acknowledge(database, from: Int(arguments[3]) ?? 0)
        case "notify": try await notify(database, arguments[3], Int(arguments[4]) ?? 1)
        case "migrate": try await migrate(database)
        case "stream": try await stream(database)
        case "measure": try await Measurement(database: database, seconds: Double(arguments[3]) ?? 1).run()
        case "listen": try await SignalMeasurement(database: database).listen(Int(arguments[3]) ?? 100)
        case "send": try await SignalMeasurement(database: database).send(Int(arguments[3]) ?? 100)
        case "idle": try await SignalMeasurement(database: database).idle(Double(arguments[3]) ?? 10)
        default: exit(64)
        }
        await database.close()
    }

    static func write(_ database: Database, from first: Int, seconds: Double) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        var id = first
        var longest = Duration.zero
        while ContinuousClock.now < end {
            let start = ContinuousClock.now
            try await database.write { [id] tx in
                try tx.execute("INSERT INTO probe_item (id, name) VALUES (\(id), \("probe \(id)"))")
            }
            longest = max(longest, .now - start)
            id += 1
        }
        print(id - first, Int(longest / .milliseconds(1)))
    }

    static func acknowledge(_ database: Database, from first: Int) async throws {
        for id in stride(from: first, to: first + 1_000_000, by: 2) {
            try await database.write { tx in
                try tx.execute("INSERT INTO probe_item (id, name) VALUES (\(id), \("probe \(id)"))")
                try tx.execute("INSERT INTO probe_item (id, name, parent) VALUES (\(id + 1), \("probe \(id + 1)"), \(id))")
            }
            // Not buffered: what the reader has was committed.
            try FileHandle.standardOutput.write(contentsOf: Data("\(id)\n".utf8))
        }
    }

    static func notify(_ database: Database, _ channel: String, _ count: Int) async throws {
        for number in 1...count { try await database.write { $0.notify(channel, "\(number)") } }
    }

    static func stream(_ database: Database) async throws {
        let growth = try await database.read { tx in
            var count = 0
            var sum = 0
            func read(_ limit: Int) throws {
                try tx.forEach("SELECT whole, words FROM probe_value ORDER BY whole LIMIT \(limit)") { row in
                    count += 1
                    sum += try row.get("whole", as: Int.self)
                }
            }
            // What a short result needs is there before.
            try read(100)
            let before = Memory.peak()
            (count, sum) = (0, 0)
            try read(.max)
            return [count, sum, Memory.peak() - before]
        }
        print(growth.map(String.init).joined(separator: " "))
    }

    static func migrate(_ database: Database) async throws {
        let create = Migration(
            "create once",
            ["CREATE TABLE probe_once (id BIGINT NOT NULL)", "INSERT INTO probe_once (id) VALUES (\(1))"]
        )
        try await database.migrate([MigrationModule(name: "once", migrations: [create])])
    }
}
