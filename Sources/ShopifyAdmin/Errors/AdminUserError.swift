/// An error that a mutation returned beside its result: this part of what was asked for was not done.
public struct AdminUserError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The way to the input that was refused, such as `["input", "quantities", "3", "quantity"]`.
    public let field: [String]?
    /// Shopify's words.
    public let message: String
    /// Shopify's code; `nil` where the mutation has none.
    public let code: String?

    public init(field: [String]?, message: String, code: String? = nil) {
        self.field = field
        self.message = message
        self.code = code
    }

    public var description: String {
        let place = field.map { $0.joined(separator: ".") + ": " } ?? ""
        return place + message + (code.map { " (\($0))" } ?? "")
    }

    /// The position in the first list of the input that the error speaks of: in a batch, the row.
    public var index: Int? { field?.lazy.compactMap { Int($0) }.first }
}
