/// What `/readyz` answers: each part with its state.
public struct HealthReport: Codable, Sendable, Equatable {
    /// One part of the installation.
    public struct Part: Codable, Sendable, Equatable {
        public let name: String
        public let isGood: Bool
        /// What is wrong, or a figure worth seeing.
        public let detail: String?

        public init(_ name: String, isGood: Bool, detail: String? = nil) {
            self.name = name
            self.isGood = isGood
            self.detail = detail
        }

        private enum CodingKeys: String, CodingKey {
            case name, detail
            case isGood = "good"
        }
    }

    public let parts: [Part]

    public init(_ parts: [Part]) {
        self.parts = parts
    }

    public var isReady: Bool { parts.allSatisfy(\.isGood) }

    private enum CodingKeys: String, CodingKey {
        case parts
        case isReady = "ready"
    }

    public init(from decoder: any Decoder) throws {
        parts = try decoder.container(keyedBy: CodingKeys.self).decode([Part].self, forKey: .parts)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isReady, forKey: .isReady)
        try container.encode(parts, forKey: .parts)
    }

    static let schema = Schema.object([
        .required("ready", .boolean),
        .required("parts", .array(.object([.required("name", .text), .required("good", .boolean), .optional("detail", .text)]))),
    ])
}
