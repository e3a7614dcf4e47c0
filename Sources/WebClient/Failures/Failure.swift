/// Any error of any room, sorted by what its reader can do about it. Exit statuses and HTTP statuses both come from here.
public struct Failure: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// What was asked makes no sense as it stands: a wrong value, an unknown name of a field.
        case wrongUse
        /// What was named does not exist.
        case notFound
        /// It cannot be done in the present state: it exists already, it is running, it was changed meanwhile.
        case conflict
        /// The shop or the back office could not be reached.
        case unreachable
        /// The shop or the back office refuses the credentials, or what was asked.
        case refused
        /// Anything else.
        case failed
    }

    public let kind: Kind
    /// Stable, snake_case.
    public let code: String
    /// A sentence to act on.
    public let message: String
    /// The fields to blame, where they are known.
    public let fields: [Problem.FieldError]

    public init(_ kind: Kind, code: String, _ message: String, fields: [Problem.FieldError] = []) {
        self.kind = kind
        self.code = code
        self.message = message
        self.fields = fields
    }

    public var description: String { message }

    /// `invalidValue` → `invalid_value`: codes leave the process in one spelling.
    static func snakeCase(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if character.isUppercase {
                if !result.isEmpty { result.append("_") }
                result += character.lowercased()
            } else {
                result.append(character)
            }
        }
    }
}
