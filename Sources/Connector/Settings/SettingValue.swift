/// A setting's value as JSON carries it: true, false or text.
public enum SettingValue: Codable, Sendable, Hashable, CustomStringConvertible {
    case flag(Bool)
    case text(String)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try container.encode(flag)
        case .text(let text): try container.encode(text)
        }
    }

    public var description: String {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        }
    }
}
