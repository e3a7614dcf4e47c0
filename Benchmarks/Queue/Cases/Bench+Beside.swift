import Foundation
import JobQueue
import Storage

extension Bench {
    /// 80 000 recurring entries that are not due yet.
    func besideSchedules() async throws -> [Measure] {
        try await beside("schedules") { place in
            try await place.fillSchedules(shops: 10_000, each: 8)
            let day: Int64 = 86_400_000_000
            try place.bare().execute(
                "UPDATE job_entry SET due = due + \(day), scheduled_for = scheduled_for + \(day), start_rank = start_rank + \(day)"
            )
            return nil
        }
    }

    /// 100 000 entries that wait behind one lock.
    func besideWaiting() async throws -> [Measure] {
        try await beside("waiting") { place in
            try await place.multiply(100_000, ["status": "'waiting'", "waiting_lock": "'shop/X/orders'", "locks": "'shop/X/orders'"])
            try place.bare().execute("INSERT INTO job_lock (name, slot, entry, since) VALUES ('shop/X/orders', 0, 'somebody', 0)")
            return nil
        }
    }

    /// 1 000 000 finished entries and their runs.
    func besideFinished() async throws -> [Measure] {
        try await beside("finished") { place in
            try await place.multiply(1_000_000, ["status": "'finished'", "finished": "created"])
            try place.bare().execute(
                """
                INSERT INTO job_run (id, entry, task, number, attempt, status, started, ended, parameters)
                SELECT id, id, task, number, 1, 'success', created, created, parameters FROM job_entry WHERE status = 'finished'
                """
            )
            return nil
        }
    }

    /// Somebody reads for a long time: the database must keep what was there when that began.
    func besideSnapshot() async throws -> [Measure] {
        try await beside("snapshot") { place in
            let reader = try place.bare()
            try reader.execute(place.database.dialect == .sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ")
            try reader.execute("SELECT COUNT(*) FROM job_category")
            return reader
        }
    }

    /// Burns down in an empty queue and in one that holds a load, in turns, so that what else the machine does meets both.
    /// - Parameter load: What it returns is let go of at the end.
    private func beside(_ name: String, _ load: (Place) async throws -> (any BareConnection)?) async throws -> [Measure] {
        var alone: [Double] = []
        var beside: [Double] = []
        var looksAlone: [Double] = []
        var looksBeside: [Double] = []
        try await Place.open(address) { empty in
            try await Place.open(address) { full in
                let held = try await load(full)
                if held == nil { try full.settle() }
                for _ in 0..<rounds {
                    try empty.clear()
                    alone.append(try await burn(entries, empty))
                    beside.append(try await burn(entries, full))
                    looksAlone.append(try await look(empty))
                    looksBeside.append(try await look(full))
                }
                try held?.execute("COMMIT")
            }
        }
        return [
            Measure("\(name)-alone", alone.median, "entries/s"), Measure("\(name)-beside", beside.median, "entries/s"),
            Measure("\(name)-slower", alone.median / beside.median, "×"),
            Measure("\(name)-look-alone", looksAlone.median, "ms"), Measure("\(name)-look", looksBeside.median, "ms"),
        ]
    }

    /// From an enqueue to its start with nothing else due: the claim, alone.
    private func look(_ place: Place) async throws -> Double {
        let starts = Starts()
        let queue = place.queue(starts.task)
        return try await withWorker(queue) {
            for index in 0..<60 {
                try await queue.enqueue(Clocked.entry(index))
                try await starts.wait(for: index)
            }
            return starts.milliseconds.median
        }
    }
}

extension Place {
    /// Many entries like one, made by the database itself.
    /// - Parameter changes: SQL for the columns that differ.
    func multiply(_ count: Int, _ changes: [String: String]) async throws {
        let pattern = try await queue().enqueue(Self.batch(1)[0])
        let columns = try await database.read { tx in try tx.first("SELECT * FROM job_entry WHERE id = \(pattern.id)")?.columnNames ?? [] }
        let isSQLite = database.dialect == .sqlite
        let number = isSQLite ? "printf('%012d', n)" : "lpad(n::text, 12, '0')"
        let values = columns.map { column in
            switch column {
            case "id": "'00000000-0000-7000-8000-' || \(number)"
            case "duplicate_key": "'filling ' || n"
            default: changes[column] ?? column
            }
        }
        let numbers =
            isSQLite
            ? "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(count)) SELECT n FROM numbers)"
            : "generate_series(1, \(count))"
        try bare().execute(
            """
            INSERT INTO job_entry (\(columns.joined(separator: ", "))) SELECT \(values.joined(separator: ", "))
            FROM job_entry, \(numbers) AS numbers\(isSQLite ? "" : " (n)") WHERE id = '\(pattern.id)'
            """
        )
        try bare().execute("DELETE FROM job_entry WHERE id = '\(pattern.id)'")
    }

    /// Recurring entries every five minutes.
    func fillSchedules(shops: Int, each: Int) async throws {
        let queue = queue()
        let recurrence = try Recurrence(days: .all, every: 5, zone: "UTC")
        for start in stride(from: 0, to: shops, by: 500) {
            let batch = (start..<min(shops, start + 500)).flatMap { shop in
                (0..<each).map { NewEntry(task: "no-op", shop: "S\(shop)", parameters: ["i": .integer(Int64($0))], recurrence: recurrence) }
            }
            try await queue.enqueue(batch)
        }
    }
}
