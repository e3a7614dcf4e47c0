/// A refusal about tokens and users.
public struct AccessError: Error, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable { case notFound, nameTaken, invalidName, weakPassword, tooManyTries, lastAdministrator }

    public let code: Code
    /// A sentence to act on.
    public let message: String

    /// The field of a form that it is about.
    public var field: String? {
        switch code {
        case .nameTaken, .invalidName: "name"
        case .weakPassword: "password"
        case .lastAdministrator: "role"
        case .notFound, .tooManyTries: nil
        }
    }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
