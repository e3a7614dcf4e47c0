/// A value of one of the API's enumerations. A value that a later version adds decodes too: `rawValue` has its name.
public protocol AdminEnum: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible where RawValue == String {
    init(rawValue: String)
}

extension AdminEnum {
    public var description: String { rawValue }
}
