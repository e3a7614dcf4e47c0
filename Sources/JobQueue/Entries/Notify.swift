import Foundation

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

    /// Whether somebody can be told by this name: a whole address with a host, or a user's name on one line.
    static func isRecipient(_ recipient: String) -> Bool {
        if isWebhook(recipient) { return recipient.count <= 2_000 && URL(string: recipient)?.host()?.isEmpty == false }
        return recipient.isEmpty == false && recipient.count <= 100 && recipient.contains("://") == false
            && recipient.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    static func isWebhook(_ recipient: String) -> Bool {
        recipient.hasPrefix("https://") || recipient.hasPrefix("http://")
    }
}
