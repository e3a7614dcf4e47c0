public import Foundation

/// A message to a user in the product: an entry failed for good, or went well.
public struct Notice: Sendable, Identifiable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case failure, success
    }

    public let id: String
    /// The user's name.
    public let recipient: String
    public let created: Date
    public let entry: String
    public let run: String
    public let kind: Kind
    /// The entry's description.
    public let title: String
    public let message: String
    /// When the user dismissed it.
    public let seen: Date?
}

extension JobQueue {
    /// A notice, for modules that have a `Notice` of their own.
    public typealias UserNotice = Notice
}
