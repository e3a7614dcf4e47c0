extension Statement {
    /// What may stand in `\(…)` of a ``Statement``.
    public struct StringInterpolation: StringInterpolationProtocol {
        var segments: [Segment] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            segments.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { segments.append(.text(literal)) }
        }

        /// A bound value. An optional binds null when it is `nil`.
        public mutating func appendInterpolation<Value: DatabaseValueConvertible>(_ value: Value) {
            segments.append(.value(value.databaseValue, Value.databaseType))
        }

        /// A bound value or null. For the compiler: it warns of optionals in an interpolation that does not ask for one.
        public mutating func appendInterpolation<Value: DatabaseValueConvertible>(_ value: Value?) {
            segments.append(.value(value.map(\.databaseValue) ?? .null, Value.databaseType))
        }

        /// The raw value of an enumeration that does not say that a column can hold it.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value)
        where Value.RawValue: DatabaseValueConvertible {
            appendInterpolation(value.rawValue)
        }

        /// The raw value of an optional enumeration that does not say that a column can hold it.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value?)
        where Value.RawValue: DatabaseValueConvertible {
            appendInterpolation(value?.rawValue)
        }

        /// Another statement with its values.
        public mutating func appendInterpolation(_ statement: Statement) {
            segments += statement.segments
        }

        /// SQL as it is, for identifiers. Only for text that the program itself wrote.
        public mutating func appendInterpolation(raw text: String) {
            appendLiteral(text)
        }

        /// The right side of `IN` or `NOT IN`, in parentheses; may be empty.
        public mutating func appendInterpolation<Value: DatabaseValueConvertible>(list values: some Collection<Value>) {
            segments.append(.list(values.map(\.databaseValue), Value.databaseType))
        }

        /// The raw values of enumerations that do not say that a column can hold them.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(list values: some Collection<Value>)
        where Value.RawValue: DatabaseValueConvertible {
            segments.append(.list(values.map(\.rawValue.databaseValue), Value.RawValue.databaseType))
        }

        /// `FOR UPDATE SKIP LOCKED` on PostgreSQL; nothing on SQLite, where there is one writer.
        public mutating func appendInterpolation(skipLocked: Void) {
            segments.append(.dialect(sqlite: "", postgreSQL: " FOR UPDATE SKIP LOCKED"))
        }

        /// `FOR UPDATE` on PostgreSQL; nothing on SQLite, where there is one writer.
        public mutating func appendInterpolation(forUpdate: Void) {
            segments.append(.dialect(sqlite: "", postgreSQL: " FOR UPDATE"))
        }

        /// The time by the database's clock, in microseconds since 1970, as ``Transaction/now()`` tells it, without a way to the server and
        /// back of its own. Each place may have a time of its own: where several must be equal, select it once and join it.
        public mutating func appendInterpolation(now: Void) {
            segments.append(.now)
        }

        /// SQL that differs between the dialects.
        public mutating func appendInterpolation(sqlite: String, postgreSQL: String) {
            segments.append(.dialect(sqlite: sqlite, postgreSQL: postgreSQL))
        }
    }
}
