import Foundation

// The API writes exact decimals and instants as strings. The decoding code that the compiler derives for generated types picks these
// overloads, so that each type has plain `Decimal` and `Date` properties and decodes with any `JSONDecoder`.
extension KeyedDecodingContainer {
    func decode(_ type: Decimal.Type, forKey key: Key) throws -> Decimal {
        if let text = try? decode(String.self, forKey: key) {
            guard let value = AdminScalar.decimal(text) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "“\(text)” is not a decimal number")
            }
            return value
        }
        return try superDecode(Decimal.self, key)
    }

    func decodeIfPresent(_ type: Decimal.Type, forKey key: Key) throws -> Decimal? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        return try decode(type, forKey: key)
    }

    func decode(_ type: Date.Type, forKey key: Key) throws -> Date {
        let text = try decode(String.self, forKey: key)
        guard let value = AdminScalar.instant(text) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "“\(text)” is not an ISO 8601 instant")
        }
        return value
    }

    func decodeIfPresent(_ type: Date.Type, forKey key: Key) throws -> Date? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        return try decode(type, forKey: key)
    }

    /// The standard library's own decoding, past the overload above.
    private func superDecode<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        try decode(type, forKey: key)
    }
}

extension KeyedEncodingContainer {
    mutating func encode(_ value: Decimal, forKey key: Key) throws {
        try encode(value.description, forKey: key)
    }

    mutating func encodeIfPresent(_ value: Decimal?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }

    mutating func encode(_ value: Date, forKey key: Key) throws {
        try encode(AdminScalar.text(value), forKey: key)
    }

    mutating func encodeIfPresent(_ value: Date?, forKey key: Key) throws {
        if let value { try encode(value, forKey: key) }
    }
}
