/// One row of a result.
public struct Row: Sendable {
    let columns: RowColumns
    /// The values, in the order of the columns.
    public let values: [DatabaseValue]

    /// The names of the columns, in order.
    public var columnNames: [String] { columns.names }

    /// The value of a column. Traps when the result has no such column.
    public subscript(name: String) -> DatabaseValue {
        guard let index = columns.index(of: name) else {
            preconditionFailure("The result has no column “\(name)”, only \(columns.names.joined(separator: ", ")).")
        }
        return values[index]
    }

    /// The value of the column at a position, from 0.
    public subscript(index: Int) -> DatabaseValue { values[index] }

    /// The value of a column as a Swift value; an optional type for a column that may be null.
    ///
    /// - Throws: ``StorageError`` with the code `decoding` when there is no such column or it holds another kind of value.
    public func get<T: DatabaseValueConvertible>(_ name: String, as type: T.Type = T.self) throws -> T {
        guard let index = columns.index(of: name) else {
            throw StorageError(.decoding, "The result has no column “\(name)”, only \(columns.names.joined(separator: ", ")).")
        }
        return try get(index, as: type)
    }

    /// The value of the column at a position, from 0, as a Swift value.
    public func get<T: DatabaseValueConvertible>(_ index: Int, as type: T.Type = T.self) throws -> T {
        do {
            return try T(databaseValue: values[index])
        } catch var error as StorageError {
            error.message = "Column “\(columns.names[index])”: \(error.message)"
            error.columns = [columns.names[index]]
            throw error
        }
    }

    /// The row as a `Decodable` type: a property finds the column of its name in snake case, a scalar the first column, and a property
    /// of any other `Codable` type is read from JSON text.
    public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        if let value = try ColumnDecoder.scalar(type, { values[0] }) { return value }
        do {
            return try T(from: RowDecoder(row: self))
        } catch let error as DecodingError {
            throw StorageError(.decoding, "A row is no \(T.self): \(error.sentence)", cause: error)
        }
    }
}

extension DecodingError {
    /// What is wrong and where, in words.
    var sentence: String {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
        @unknown default: return "\(self)"
        }
    }
}
