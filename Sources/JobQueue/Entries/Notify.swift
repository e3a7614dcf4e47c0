/// Who is told when an entry fails for good or succeeds.
///
/// A recipient that begins with `http://` or `https://` is an outgoing webhook; any other is a user's name, who finds a notice in
/// the product.
public struct Notify: Sendable, Hashable, Codable {
    public var onFailure: [String]
    public var onSuccess: [String]

    public init(onFailure: [String] = [], onSuccess: [String] = []) {
        self.onFailure = onFailure
        self.onSuccess = onSuccess
    }

    private enum CodingKeys: String, CodingKey { case onFailure, onSuccess }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        onFailure = try container.decodeIfPresent([String].self, forKey: .onFailure) ?? []
        onSuccess = try container.decodeIfPresent([String].self, forKey: .onSuccess) ?? []
    }

    static func isWebhook(_ recipient: String) -> Bool {
        recipient.hasPrefix("https://") || recipient.hasPrefix("http://")
    }
}
