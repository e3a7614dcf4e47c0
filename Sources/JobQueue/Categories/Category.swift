import Foundation

/// A job queue category: entries of one category run one at a time, or as many at a time as its width says.
public struct Category: Sendable, Hashable, Codable {
    /// At most 10 characters, upper case; letters, digits, `-`, `_` and `.`.
    public let code: String
    public var description: String
    /// How many entries of it may run at the same time, 1…1000.
    public var width: Int

    public init(code: String, description: String = "", width: Int = 1) {
        self.code = code
        self.description = description
        self.width = width
    }

    static let maximumLength = 10

    /// The lock that an entry of this category holds while it runs.
    static func lock(_ code: String) -> String { lockPrefix + code }

    static let lockPrefix = "category/"

    /// The code as it is stored.
    /// - Throws: ``JobQueueError`` `invalid` when it is empty, too long or has a character it may not have.
    static func normalized(_ code: String, field: String = "category") throws -> String {
        let code = code.trimmingCharacters(in: .whitespaces).uppercased()
        guard code.count <= maximumLength else {
            throw JobQueueError.invalid(field, "The category \(code) is longer than 10 characters.")
        }
        guard code.wholeMatch(of: /[\p{L}\p{N}._-]+/) != nil else {
            throw JobQueueError.invalid(field, "A category's code has 1 to 10 letters, digits, dots, dashes and underscores.")
        }
        return code
    }
}
