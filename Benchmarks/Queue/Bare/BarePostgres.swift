import CLibPQ
import Foundation

/// libpq, one statement at a time.
final class BarePostgres: BareConnection {
    private let connection: OpaquePointer

    init(_ address: String) throws {
        guard let connection = PQconnectdb(address) else { throw BareError(description: "There is no memory for a connection.") }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else { throw failure() }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    deinit { PQfinish(connection) }

    func execute(_ sql: String) throws {
        _ = try read(PQexec(connection, sql))
    }

    func prepare(_ name: String, _ sql: String) throws {
        _ = try read(PQprepare(connection, name, sql, 0, nil))
    }

    @discardableResult
    func run(_ name: String, _ values: [String?]) throws -> [String] {
        let copies = values.map { $0.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        return try read(PQexecPrepared(connection, name, CInt(values.count), copies.map { UnsafePointer($0) }, nil, nil, 0))
    }

    private func read(_ result: OpaquePointer?) throws -> [String] {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK: return []
        case PGRES_TUPLES_OK: break
        default: throw failure()
        }
        var first: [String] = []
        for row in 0..<PQntuples(result) {
            for column in 0..<PQnfields(result) {
                guard let text = PQgetvalue(result, row, column) else { continue }
                if column == 0 { first.append(String(cString: text)) } else { blackHole(text[0]) }
            }
        }
        return first
    }

    private func failure() -> BareError { BareError(description: String(cString: PQerrorMessage(connection))) }
}

/// The optimizer must believe that somebody reads this.
@inline(never)
func blackHole(_ value: CChar) {}
