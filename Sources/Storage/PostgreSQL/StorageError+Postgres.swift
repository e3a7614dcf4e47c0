import CLibPQ

extension StorageError {
    /// What the server itself said.
    struct PostgresCause: Error, CustomStringConvertible {
        var sqlState: String
        var text: String
        var description: String { "PostgreSQL \(sqlState): \(text)" }
    }

    init(postgres result: PostgresResult, statement: String?) {
        let state = result.errorField(UInt8(ascii: "C")) ?? ""
        let text = result.errorField(UInt8(ascii: "M")) ?? result.errorText
        let constraint = result.errorField(UInt8(ascii: "n"))
        let (code, message) = Self.meaning(state, text, constraint)
        self.init(code, message, cause: PostgresCause(sqlState: state, text: text))
        self.statement = statement
        self.constraint = constraint
        table = result.errorField(UInt8(ascii: "t"))
        if let column = result.errorField(UInt8(ascii: "c")) {
            columns = [column]
        } else if let detail = result.errorField(UInt8(ascii: "D")), detail.hasPrefix("Key ("), let end = detail.firstIndex(of: ")") {
            // “Key (kind, key)=(…) already exists.”
            let names = detail[detail.index(detail.startIndex, offsetBy: 5)..<end]
            columns = names.split(separator: ",").map { String($0.trimmingPrefix(" ")) }
        }
    }

    /// - Parameter state: See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    private static func meaning(_ state: String, _ text: String, _ constraint: String?) -> (Code, String) {
        switch state {
        case "23505": return (.uniqueViolation, "Another row has the same key: \(constraint ?? text).")
        case "23503": return (.foreignKeyViolation, "The row refers to one that does not exist, or is still referred to.")
        case "23502": return (.notNullViolation, "A value is missing: \(text).")
        case "23514": return (.checkViolation, "A value is not allowed: \(constraint ?? text).")
        case "25006": return (.readOnly, "The database cannot be written here: \(text).")
        case "25P03": return (.connectionLost, "The transaction did nothing for too long; the database server ended its connection.")
        case "25P02": return (.transactionFailed, "An earlier statement of the transaction failed.")
        case "40001", "40P01": return (.serializationFailure, "Transactions that ran at the same time got into each other's way.")
        case "55P03": return (.busy, "Somebody else holds a lock for too long.")
        case "57014": return (.timeout, "The statement took too long.")
        case "53100": return (.disk, "The disk of the database server is full.")
        case "53300": return (.connectionFailed, "The database server allows no more connections.")
        default: break
        }
        switch state.prefix(2) {
        case "08": return (.connectionLost, "The connection to the database broke: \(text).")
        case "57": return (.connectionLost, "The database server ended the connection: \(text).")
        // The server's text repeats the value.
        case "22": return (.invalidValue, "A value does not fit its column or the statement.")
        case "58", "XX": return (.damaged, "The database server has a problem of its own: \(text).")
        default: return (.statement, "The statement failed: \(text).")
        }
    }

    static func connectionLost(_ text: String) -> StorageError {
        let text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return StorageError(.connectionLost, "The connection to the database broke\(text.isEmpty ? "" : ": \(text)").")
    }
}
