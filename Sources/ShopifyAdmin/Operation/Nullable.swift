import Foundation

/// An input that tells “take it away” (null) from “leave it” (absent).
public enum Nullable<Value: Encodable & Sendable & Equatable>: Encodable, Sendable, Equatable {
    case null
    case value(Value)

    public init(_ value: Value?) {
        self = value.map { .value($0) } ?? .null
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .value(let number as Decimal): try container.encode(number.description)
        case .value(let value): try container.encode(value)
        }
    }
}
