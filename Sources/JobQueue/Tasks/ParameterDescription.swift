/// One field of a task's request page.
public struct ParameterDescription: Sendable, Hashable, Codable {
    /// What a parameter's value must be.
    public enum ValueType: String, Sendable, Hashable, Codable {
        case text
        /// A whole number, 64 bits.
        case integer
        /// An exact decimal number. Travels as text.
        case decimal
        /// `true` or `false`.
        case boolean
        /// A calendar day, `2026-08-24`.
        case date
        /// An instant, RFC 3339.
        case instant
        /// One of ``ParameterDescription/choices``.
        case choice
        /// Several texts; on a command line separated by commas. With choices, each must be one of them.
        case list
    }

    /// The JSON name, camelCase.
    public let key: String
    public let type: ValueType
    public let isRequired: Bool
    /// Taken when the value is missing.
    public let defaultValue: JSONValue?
    public let choices: [String]
    /// One sentence for the request page and `--help`.
    public let help: String

    public init(
        _ key: String,
        _ type: ValueType,
        isRequired: Bool = false,
        default defaultValue: JSONValue? = nil,
        choices: [String] = [],
        help: String
    ) {
        self.key = key
        self.type = type
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.choices = choices
        self.help = help
    }

    private enum CodingKeys: String, CodingKey {
        case key, type, choices, help
        case isRequired = "required"
        case defaultValue = "default"
    }
}
