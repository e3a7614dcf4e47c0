import CLibPQ

/// One step of a pipeline.
enum PostgresCommand {
    case plain(String)
    case prepare(name: String, sql: String, types: [Oid])
    case execute(name: String, sql: String, PostgresParameters)
    /// Parsed, planned and forgotten.
    case once(String, PostgresParameters)

    /// The SQL of the command, for errors.
    var sql: String {
        switch self {
        case .plain(let sql), .prepare(_, let sql, _), .execute(_, let sql, _), .once(let sql, _): sql
        }
    }

    /// Hands the command to libpq; 1 for success.
    func send(_ connection: OpaquePointer) -> CInt {
        switch self {
        case .plain(let sql): PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 0)
        case .prepare(let name, let sql, let types): PQsendPrepare(connection, name, sql, CInt(types.count), types)
        case .execute(let name, _, let parameters):
            parameters.withPointers { PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0) }
        case .once(let sql, let parameters):
            parameters.withPointers { PQsendQueryParams(connection, sql, $0, parameters.types, $1, $2, $3, 0) }
        }
    }
}
