import Foundation

/// One key of the shop card: its name, what it may hold, what it is for.
public struct SettingDefinition: Sendable {
    /// What a setting holds.
    public enum Kind: Sendable, Equatable {
        case flag
        case choice([String])
        /// Free text of at most so many characters.
        case text(maximum: Int)
        /// A currency's ISO 4217 code, or nothing.
        case currency
        /// An IANA time zone, or nothing.
        case timeZone
    }

    public let key: String
    public let group: String
    public let kind: Kind
    public let help: String
    let read: @Sendable (ShopSettings) -> SettingValue
    let write: @Sendable (inout ShopSettings, String) throws -> Void

    /// The default, as a new shop has it.
    public var defaultValue: SettingValue { read(ShopSettings()) }

    static func flag(_ key: String, _ group: String, _ path: any WritableKeyPath<ShopSettings, Bool> & Sendable, _ help: String) -> Self {
        Self(key: key, group: group, kind: .flag, help: help, read: { .flag($0[keyPath: path]) }) { settings, text in
            switch text.lowercased() {
            case "true", "yes", "on", "1": settings[keyPath: path] = true
            case "false", "no", "off", "0": settings[keyPath: path] = false
            default: throw refused(key, text, "true or false")
            }
        }
    }

    static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
        _ key: String,
        _ group: String,
        _ path: any WritableKeyPath<ShopSettings, Choice> & Sendable,
        _ help: String
    ) -> Self {
        let choices = Choice.allCases.map(\.rawValue)
        return Self(key: key, group: group, kind: .choice(choices), help: help, read: { .text($0[keyPath: path].rawValue) }) {
            settings,
            text in
            guard let choice = Choice.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
                throw refused(key, text, "one of " + choices.joined(separator: ", "))
            }
            settings[keyPath: path] = choice
        }
    }

    static func text(
        _ key: String,
        _ group: String,
        _ path: any WritableKeyPath<ShopSettings, String> & Sendable,
        maximum: Int = 50,
        _ help: String
    ) -> Self {
        Self(key: key, group: group, kind: .text(maximum: maximum), help: help, read: { .text($0[keyPath: path]) }) { settings, text in
            guard text.count <= maximum, !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
                throw refused(key, text, "text of at most \(maximum) characters in one line")
            }
            settings[keyPath: path] = text.trimmingCharacters(in: .whitespaces)
        }
    }

    static func currency(_ key: String, _ group: String, _ path: any WritableKeyPath<ShopSettings, String> & Sendable, _ help: String)
        -> Self
    {
        Self(key: key, group: group, kind: .currency, help: help, read: { .text($0[keyPath: path]) }) { settings, text in
            let code = text.uppercased()
            guard code.isEmpty || (code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5a).contains($0) }) else {
                throw refused(key, text, "an ISO 4217 code such as EUR, or nothing")
            }
            settings[keyPath: path] = code
        }
    }

    static func timeZone(_ key: String, _ group: String, _ path: any WritableKeyPath<ShopSettings, String> & Sendable, _ help: String)
        -> Self
    {
        Self(key: key, group: group, kind: .timeZone, help: help, read: { .text($0[keyPath: path]) }) { settings, text in
            guard text.isEmpty || TimeZone(identifier: text) != nil else {
                throw refused(key, text, "an IANA zone such as Europe/Berlin, or nothing")
            }
            settings[keyPath: path] = text
        }
    }

    private static func refused(_ key: String, _ value: String, _ expected: String) -> ConnectorError {
        ConnectorError(.invalidValue, "\(key) cannot be “\(value)”: it must be \(expected).", record: value, field: key)
    }
}
