import Foundation

/// Decodes one column: a scalar as it is, anything with an inside from JSON text.
struct ColumnDecoder: Decoder, SingleValueDecodingContainer {
    let value: DatabaseValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Thrown when a type asks for an inside: only then it is known that the column must hold JSON.
    private struct HasInside: Error {}

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw HasInside() }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw HasInside() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value.isNull }

    func decode(_ type: Bool.Type) throws -> Bool { try convert(type) }
    func decode(_ type: String.Type) throws -> String { try convert(type) }
    func decode(_ type: Double.Type) throws -> Double { try convert(type) }
    func decode(_ type: Float.Type) throws -> Float { Float(try convert(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try convert(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try convert(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try convert(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try convert(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try convert(type) }
    func decode(_ type: UInt.Type) throws -> UInt {
        let integer = try convert(Int64.self)
        guard let value = UInt(exactly: integer) else { throw corrupted("\(integer) does not fit in UInt.") }
        return value
    }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try convert(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try convert(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try convert(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { UInt64(try decode(UInt.self)) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        do {
            if let scalar = try Self.scalar(type, { value }) { return scalar }
        } catch let error as StorageError {
            throw corrupted(error.message)
        }
        do {
            return try T(from: self)
        } catch is HasInside {
            return try decodeJSON(type)
        }
    }

    /// Types with a form of their own in the database, which their `Codable` form is not. `nil` for all others.
    static func scalar<T>(_ type: T.Type, _ value: () -> DatabaseValue) throws -> T? {
        // Comparing the few known types is many times faster than asking for the conformance.
        if type == Date.self { return try Date(databaseValue: value()) as? T }
        if type == Decimal.self { return try Decimal(databaseValue: value()) as? T }
        if type == UUID.self { return try UUID(databaseValue: value()) as? T }
        if type == Data.self { return try Data(databaseValue: value()) as? T }
        if type == [UInt8].self { return try [UInt8](databaseValue: value()) as? T }
        return nil
    }

    private func decodeJSON<T: Decodable>(_ type: T.Type) throws -> T {
        let bytes: Data
        switch value {
        case .text(let text): bytes = Data(text.utf8)
        case .bytes(let raw): bytes = Data(raw)
        case .null:
            throw DecodingError.valueNotFound(type, .init(codingPath: codingPath, debugDescription: "The column is null."))
        default: throw corrupted("Expected JSON, found \(value.kind).")
        }
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw corrupted("The JSON is no \(T.self): \(error.sentence)")
        }
    }

    private func convert<T: DatabaseValueConvertible>(_ type: T.Type) throws -> T {
        do {
            return try T(databaseValue: value)
        } catch let error as StorageError {
            if value.isNull {
                throw DecodingError.valueNotFound(type, .init(codingPath: codingPath, debugDescription: "The column is null."))
            }
            throw corrupted(error.message)
        }
    }

    private func corrupted(_ sentence: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: sentence))
    }
}
