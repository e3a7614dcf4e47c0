import Foundation
import Storage

/// A run as it stands in the table.
struct RunRow: Sendable, Equatable {
    var id: String
    var entry: String
    var task: String
    var number: Int
    var shop: String?
    var attempt: Int
    var status: RunStatus
    var scheduledFor: Int64?
    var started: Int64
    var ended: Int64?
    var node: String?
    var message: String?
    var error: String?
    var errorCode: String?
    var progress: Progress?
    var counts = Counts()
    var requests = 0
    var points = 0
    var parameters: String

    static let columns = [
        "id", "entry", "task", "number", "shop", "attempt", "status", "scheduled_for", "started", "ended", "node", "message", "error",
        "progress_done", "progress_total", "read_count", "created_count", "updated_count", "unchanged_count", "skipped_count",
        "failed_count", "requests", "points", "parameters", "error_code",
    ]

    static let columnList = Statement(raw: columns.joined(separator: ", "))

    init(_ entry: EntryRow, id: String, status: RunStatus, attempt: Int, started: Int64, ended: Int64? = nil, message: String? = nil) {
        self.id = id
        self.entry = entry.id
        task = entry.task
        number = entry.number
        shop = entry.shop
        self.attempt = attempt
        self.status = status
        scheduledFor = entry.scheduledFor
        self.started = started
        self.ended = ended
        node = entry.node.map(NodeStore.name(ofNode:))
        self.message = message
        parameters = entry.parameters
    }

    /// The run that an entry's row in process tells of, with what was saved of it so far.
    init?(inProcess entry: EntryRow) {
        guard entry.status == .inProcess, let lease = entry.lease else { return nil }
        self.init(
            entry,
            id: RunIdentity.id(entry: entry.id, lease: lease),
            status: .inProcess,
            attempt: entry.attempts,
            started: entry.started ?? entry.due
        )
    }

    init(_ row: Row) throws {
        var cells = Cells(row)
        id = try cells.text()
        entry = try cells.text()
        task = try cells.text()
        number = try cells.int()
        shop = cells.optionalText()
        attempt = try cells.int()
        status = try cells.named(RunStatus.self)
        scheduledFor = cells.optionalInteger()
        started = try cells.integer()
        ended = cells.optionalInteger()
        node = cells.optionalText()
        message = cells.optionalText()
        error = cells.optionalText()
        let done = cells.optionalInteger()
        let total = cells.optionalInteger()
        progress = done.map { Progress(done: Int($0), total: total.map(Int.init)) }
        func count() -> Int { Int(cells.optionalInteger() ?? 0) }
        counts = Counts(read: count(), created: count(), updated: count(), unchanged: count(), skipped: count(), failed: count())
        requests = count()
        points = count()
        parameters = try cells.text()
        errorCode = cells.optionalText()
    }

    /// Zero counts stand as null: a null costs nothing, and most runs count little.
    var values: [DatabaseValue] {
        func count(_ value: Int) -> DatabaseValue { value == 0 ? .null : .integer(Int64(value)) }
        return [
            .text(id), .text(entry), .text(task), .of(number), .of(shop), .of(attempt), .text(status.rawValue), .of(scheduledFor),
            .integer(started), .of(ended), .of(node), .of(message), .of(error), .of(progress?.done), .of(progress?.total),
            count(counts.read), count(counts.created), count(counts.updated), count(counts.unchanged), count(counts.skipped),
            count(counts.failed), count(requests), count(points), .text(parameters), .of(errorCode),
        ]
    }
}

extension Run {
    init(_ row: RunRow) throws {
        id = row.id
        entry = row.entry
        task = row.task
        number = row.number
        shop = row.shop
        attempt = row.attempt
        status = row.status
        scheduledFor = row.scheduledFor.map(Instants.date)
        started = Instants.date(row.started)
        ended = row.ended.map(Instants.date)
        node = row.node
        message = row.message
        error = row.error
        errorCode = row.errorCode
        progress = row.progress
        counts = row.counts
        requests = row.requests
        points = row.points
        parameters = row.parameters == "{}" ? [:] : try JSONText.decode([String: JSONValue].self, from: row.parameters)
    }
}
