import CLibPQ
import Foundation

/// One libpq connection in pipeline mode, with a limit on each wait. Belongs to one thread; every call may block.
final class PostgresSocket {
    let connection: OpaquePointer
    /// After a broken connection or a wait that was given up, answers could be mixed up: it must not be used again.
    private(set) var isBroken = false
    /// How many commands of the last pipeline succeeded, also when one after them failed.
    private(set) var completed = 0

    /// - Throws: `connectionFailed`, with the server's words.
    init(_ uri: String, connectTimeout: Duration) throws {
        // What stands in the address comes later and so wins.
        let parameters = [
            ("connect_timeout", String(max(2, connectTimeout.components.seconds))), ("application_name", "backroom"),
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"), ("client_encoding", "UTF8"),
            ("dbname", uri),
        ]
        let keywords = parameters.map { strdup($0.0) } + [nil]
        let values = parameters.map { strdup($0.1) } + [nil]
        defer { for pointer in keywords + values { free(pointer) } }
        let opened = PQconnectdbParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
        guard let opened else { throw StorageError(.connectionFailed, "There is no memory for a connection to the database.") }
        connection = opened
        guard PQstatus(opened) == CONNECTION_OK else {
            let text = String(cString: PQerrorMessage(opened)).split(whereSeparator: \.isNewline).joined(separator: " ")
            // `deinit` runs, since every property has its value.
            throw StorageError(.connectionFailed, "The database server cannot be reached: \(text)")
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        PQsetnonblocking(opened, 1)
        PQenterPipelineMode(opened)
    }

    deinit { PQfinish(connection) }

    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(connection) }

    func markBroken() { isBroken = true }

    /// Sends commands with one flush and takes all their answers: one way to the server and back.
    ///
    /// - Parameter limit: How long to wait for all answers; `nil` for as long as it takes.
    /// - Throws: The error of the first command that failed; those after it were not run.
    func perform(_ commands: [PostgresCommand], limit: Duration?) throws -> [PostgresResult] {
        let deadline = limit.map { ContinuousClock.now + $0 }
        completed = 0
        for command in commands where command.send(connection) != 1 { throw lost() }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        var results: [PostgresResult] = []
        var failure: StorageError?
        for command in commands {
            guard let result = try next(deadline) else { throw lost() }
            switch result.status {
            case PGRES_FATAL_ERROR: failure = failure ?? StorageError(postgres: result, statement: command.sql)
            case PGRES_PIPELINE_ABORTED: break
            case PGRES_EMPTY_QUERY: failure = failure ?? Self.empty
            default:
                results.append(result)
                completed += 1
            }
            if PQstatus(connection) != CONNECTION_OK { throw failure ?? lost() }
            while try next(deadline) != nil {}
        }
        guard let sync = try next(deadline), sync.status == PGRES_PIPELINE_SYNC else { throw failure ?? lost() }
        if let failure { throw failure }
        return results
    }

    private func next(_ deadline: ContinuousClock.Instant?) throws -> PostgresResult? {
        while true {
            let unsent = PQflush(connection)
            if unsent < 0 { throw lost() }
            if unsent == 0, PQisBusy(connection) == 0 { break }
            try wait(forWriting: unsent == 1, until: deadline)
            if PQconsumeInput(connection) != 1 { throw lost() }
        }
        return PQgetResult(connection).map(PostgresResult.init)
    }

    private func wait(forWriting: Bool, until deadline: ContinuousClock.Instant?) throws {
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN) | (forWriting ? Int16(POLLOUT) : 0), revents: 0)
        let rest = deadline.map { Int32(clamping: Int64(($0 - .now) / .milliseconds(1))) } ?? -1
        if deadline != nil, rest <= 0 || poll(&descriptor, 1, rest) == 0 {
            cancel()
            isBroken = true
            throw StorageError(.timeout, "The database server did not answer in time.")
        }
        if deadline == nil { poll(&descriptor, 1, -1) }
    }

    /// Asks the server to stop what it is doing for this connection.
    private func cancel() {
        guard let cancel = PQgetCancel(connection) else { return }
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(cancel, &reason, CInt(reason.count))
        PQfreeCancel(cancel)
    }

    private func lost() -> StorageError {
        isBroken = true
        return .connectionLost(String(cString: PQerrorMessage(connection)))
    }

    private static let empty: StorageError = {
        var error = StorageError(.statement, "The statement is empty.")
        error.statement = ""
        return error
    }()
}
