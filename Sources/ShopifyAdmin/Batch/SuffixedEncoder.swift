/// An encoder whose outermost keys get a suffix: the variables of an operation, renamed for its place in a batch.
struct SuffixedEncoder: Encoder {
    let base: any Encoder
    let suffix: String

    var codingPath: [any CodingKey] { base.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { base.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Container<Key>(base: base.container(keyedBy: SuffixedKey.self), suffix: suffix))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { preconditionFailure("an operation encodes as an object") }
    func singleValueContainer() -> any SingleValueEncodingContainer { preconditionFailure("an operation encodes as an object") }

    struct SuffixedKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) { nil }
    }

    private struct Container<Key: CodingKey>: KeyedEncodingContainerProtocol {
        var base: KeyedEncodingContainer<SuffixedKey>
        let suffix: String
        var codingPath: [any CodingKey] { base.codingPath }

        private func renamed(_ key: Key) -> SuffixedKey { SuffixedKey(stringValue: key.stringValue + suffix) }

        mutating func encodeNil(forKey key: Key) throws { try base.encodeNil(forKey: renamed(key)) }
        mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try base.encode(value, forKey: renamed(key)) }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
            base.nestedContainer(keyedBy: type, forKey: renamed(key))
        }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            base.nestedUnkeyedContainer(forKey: renamed(key))
        }

        mutating func superEncoder() -> any Encoder { base.superEncoder() }
        mutating func superEncoder(forKey key: Key) -> any Encoder { base.superEncoder(forKey: renamed(key)) }
    }
}
