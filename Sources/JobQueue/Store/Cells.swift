import Storage

/// Reads a row's values one after the other: entries and runs are read in the hot path, where looking up forty names a row shows.
struct Cells {
    private let row: Row
    private var position = 0

    init(_ row: Row) { self.row = row }

    mutating func next() -> DatabaseValue {
        defer { position += 1 }
        return row[position]
    }

    mutating func text() throws -> String {
        guard case .text(let value) = next() else { throw damaged() }
        return value
    }

    mutating func integer() throws -> Int64 {
        guard case .integer(let value) = next() else { throw damaged() }
        return value
    }

    mutating func int() throws -> Int { Int(try integer()) }

    mutating func optionalText() -> String? {
        if case .text(let value) = next() { value } else { nil }
    }

    mutating func optionalInteger() -> Int64? {
        if case .integer(let value) = next() { value } else { nil }
    }

    mutating func coded<T>(_ make: (Int64) -> T?) throws -> T {
        guard let value = make(try integer()) else { throw damaged() }
        return value
    }

    mutating func named<T: RawRepresentable>(_ type: T.Type) throws -> T where T.RawValue == String {
        guard let value = T(rawValue: try text()) else { throw damaged() }
        return value
    }

    private func damaged() -> JobQueueError {
        JobQueueError(.damaged, "The column \(row.columnNames[position - 1]) holds a value that this version cannot read.")
    }
}

extension DatabaseValue {
    static func of(_ value: String?) -> DatabaseValue { value.map { .text($0) } ?? .null }
    static func of(_ value: Int64?) -> DatabaseValue { value.map { .integer($0) } ?? .null }
    static func of(_ value: Int?) -> DatabaseValue { value.map { .integer(Int64($0)) } ?? .null }
    static func of(_ value: Bool) -> DatabaseValue { .integer(value ? 1 : 0) }
}
