import Foundation

/// A statement in one dialect: its SQL with placeholders and what to bind to them.
struct RenderedStatement {
    enum Parameter {
        case value(DatabaseValue, DatabaseType?)
        /// PostgreSQL only.
        case array([DatabaseValue], DatabaseType?)
    }

    var sql = ""
    var parameters: [Parameter] = []

    /// Up to this many values a list on SQLite has a placeholder each.
    private static let longestPlaceholderList = 64

    /// By the server's own clock.
    static let serverTime = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint"

    /// - Parameter clock: The database's time when the server has none of its own, or must not use it.
    init(_ statement: Statement, _ dialect: Dialect, clock: (() -> Date)? = nil) throws {
        parameters.reserveCapacity(statement.segments.count / 2)
        for segment in statement.segments {
            switch segment {
            case .text(let text): sql += text
            case .dialect(let sqlite, let postgreSQL): sql += dialect == .sqlite ? sqlite : postgreSQL
            case .now:
                if let clock {
                    append(.integer(clock().microsecondsSince1970), .integer, dialect)
                } else {
                    sql += Self.serverTime
                }
            case .value(let value, let type): append(try Self.checked(value), value.type ?? type, dialect)
            case .list(let values, let type):
                for value in values { _ = try Self.checked(value) }
                switch dialect {
                case .sqlite: appendSQLiteList(values, type)
                case .postgreSQL: try appendPostgreSQLList(values, values.lazy.compactMap(\.type).first ?? type)
                }
            }
        }
    }

    private mutating func append(_ value: DatabaseValue, _ type: DatabaseType?, _ dialect: Dialect) {
        parameters.append(.value(value, type))
        switch dialect {
        case .sqlite: sql += "?"
        case .postgreSQL: sql += "$\(parameters.count)"
        }
    }

    /// Lists of different lengths should be few different statements, or each would be compiled and cached by itself. A short list is
    /// filled up to the next power of two by repeating its last value; a long one goes over as JSON in a single value.
    private mutating func appendSQLiteList(_ values: [DatabaseValue], _ type: DatabaseType?) {
        if values.count > Self.longestPlaceholderList, let json = Self.json(values) {
            parameters.append(.value(.text(json), .text))
            sql += "(SELECT value FROM json_each(?))"
            return
        }
        sql += "("
        if let last = values.last {
            var size = 1
            while size < values.count { size *= 2 }
            if values.count > Self.longestPlaceholderList { size = values.count }
            for index in 0..<size {
                sql += index == 0 ? "?" : ",?"
                parameters.append(.value(index < values.count ? values[index] : last, type))
            }
        }
        sql += ")"
    }

    private mutating func appendPostgreSQLList(_ values: [DatabaseValue], _ type: DatabaseType?) throws {
        while sql.last?.isWhitespace == true { sql.removeLast() }
        guard dropWord("IN") else {
            throw StorageError(.statement, "A list stands only after IN or NOT IN.")
        }
        parameters.append(.array(values, type))
        sql += dropWord("NOT") ? " <> ALL($\(parameters.count))" : " = ANY($\(parameters.count))"
    }

    /// Removes a keyword and the space before it from the end of the SQL.
    private mutating func dropWord(_ word: String) -> Bool {
        let end = sql.suffix(word.count + 1)
        guard end.count == word.count + 1, end.first?.isWhitespace == true, end.dropFirst().uppercased() == word else { return false }
        sql.removeLast(word.count)
        while sql.last?.isWhitespace == true { sql.removeLast() }
        return true
    }

    /// `nil` when a value has no exact form in JSON.
    private static func json(_ values: [DatabaseValue]) -> String? {
        var json = "["
        json.reserveCapacity(values.count * 40)
        for (index, value) in values.enumerated() {
            if index > 0 { json += "," }
            switch value {
            case .null: json += "null"
            case .integer(let integer): json += "\(integer)"
            case .text(let text): appendQuoted(text, to: &json)
            case .double, .bytes: return nil
            }
        }
        return json + "]"
    }

    private static func appendQuoted(_ text: String, to json: inout String) {
        json += "\""
        defer { json += "\"" }
        // Ids need no escape, and lists of hundreds of them are asked for all the time.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            json += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\u{0}"..<"\u{20}":
                let hex = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: json.unicodeScalars.append(scalar)
            }
        }
    }

    /// Every text that is bound comes through here, so it is searched at the speed of the C library.
    private static func hasNUL(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        } ?? text.utf8.contains(0)
    }

    /// What one engine would keep and the other refuse or change is refused by both.
    static func checked(_ value: DatabaseValue) throws -> DatabaseValue {
        switch value {
        case .text(let text) where hasNUL(text):
            throw StorageError(.invalidValue, "A text with a NUL character cannot be kept in the database.")
        case .double(let double) where double.isNaN:
            throw StorageError(.invalidValue, "“Not a number” cannot be kept in the database.")
        default: return value
        }
    }
}
