import CLibPQ

/// What one command gave, whole.
final class PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var status: ExecStatusType { PQresultStatus(result) }
    var rowCount: Int { Int(PQntuples(result)) }
    var columnTypes: [Oid] { (0..<PQnfields(result)).map { PQftype(result, $0) } }
    var columnNames: [String] { (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) } }
    /// `COMMIT`, `ROLLBACK`, `INSERT 0 1` …
    var tag: String { String(cString: PQcmdStatus(result)) }

    /// How many rows an `INSERT`, `UPDATE` or `DELETE` changed; libpq also counts the rows of a `SELECT`, which changes none.
    var changedRows: Int {
        let tag = tag
        let changes = ["INSERT", "UPDATE", "DELETE", "MERGE"].contains { tag.hasPrefix($0) }
        return changes ? Int(String(cString: PQcmdTuples(result))) ?? 0 : 0
    }

    /// A field of the error that the server reported.
    func errorField(_ code: UInt8) -> String? {
        PQresultErrorField(result, CInt(code)).map { String(cString: $0) }
    }

    var errorText: String { String(cString: PQresultErrorMessage(result)) }

    func forEachRow(_ columns: RowColumns, _ body: (Row) throws -> Void) rethrows {
        let types = columnTypes
        for row in 0..<CInt(rowCount) {
            var values: [DatabaseValue] = []
            values.reserveCapacity(types.count)
            for (column, type) in types.enumerated() {
                let column = CInt(column)
                if PQgetisnull(result, row, column) == 1 {
                    values.append(.null)
                } else {
                    values.append(PostgresText.value(PQgetvalue(result, row, column), Int(PQgetlength(result, row, column)), type))
                }
            }
            try body(Row(columns: columns, values: values))
        }
    }
}
