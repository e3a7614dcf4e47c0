/// An ISO 4217 currency code in capital letters, such as `EUR`.
///
/// Unknown codes of the right form are accepted (new currencies appear without a new version of this program)
/// and have two decimals.
public struct CurrencyCode: Sendable, Hashable, CustomStringConvertible {
    public let rawValue: String

    /// Fails with `invalidValue` when the text is not three ASCII letters; letter case and surrounding blanks do not matter.
    public init(_ text: String) throws {
        guard let code = CurrencyCode(rawValue: text) else {
            throw BackOfficeError(
                .invalidValue,
                record: "currency \(text)",
                field: "currency",
                sentence: "\"\(text)\" is not a currency code.",
                mend: "Use the three letters of ISO 4217, for example EUR."
            )
        }
        self = code
    }

    public var description: String { rawValue }

    /// Decimals of the smallest unit: 0 for JPY, 3 for KWD, 2 for most (ISO 4217, list one).
    public var minorUnits: Int {
        if Self.withoutDecimals.contains(rawValue) { return 0 }
        if Self.withThreeDecimals.contains(rawValue) { return 3 }
        if Self.withFourDecimals.contains(rawValue) { return 4 }
        return 2
    }

    private static let withoutDecimals: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    private static let withThreeDecimals: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let withFourDecimals: Set<String> = ["CLF", "UYW"]
}

extension CurrencyCode: RawRepresentable {
    public init?(rawValue: String) {
        let letters = rawValue.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let code = String(letters).uppercased()
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.rawValue = code
    }
}

extension CurrencyCode: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension CurrencyCode: ExpressibleByStringLiteral {
    /// For codes written in source text; a literal that is no code traps.
    public init(stringLiteral value: String) {
        guard let code = CurrencyCode(rawValue: value) else { preconditionFailure("\"\(value)\" is not a currency code") }
        self = code
    }
}
