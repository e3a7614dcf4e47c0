/// A top-level error of an answer, as GraphQL has it.
public struct GraphQLError: Error, Sendable, Hashable, Decodable {
    /// A step on the way to the field that failed.
    public enum PathElement: Sendable, Hashable, CustomStringConvertible {
        case field(String)
        case index(Int)

        public var description: String {
            switch self {
            case .field(let name): name
            case .index(let position): String(position)
            }
        }
    }

    /// What Shopify tells beside the message.
    public struct Extensions: Sendable, Hashable, Decodable {
        public let code: String?
        public let requiredAccess: String?
        public let documentation: String?
        public let requestId: String?
        public let problems: [Problem]?

        /// What is wrong with a variable.
        public struct Problem: Sendable, Hashable, Decodable {
            public let path: [PathElement]?
            public let explanation: String?
        }
    }

    public let message: String
    public let path: [PathElement]?
    public let extensions: Extensions?

    public init(message: String, path: [PathElement]? = nil, extensions: Extensions? = nil) {
        self.message = message
        self.path = path
        self.extensions = extensions
    }

    public var code: String? { extensions?.code }
}

extension GraphQLError.PathElement: Decodable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let position = try? container.decode(Int.self) {
            self = .index(position)
        } else {
            self = .field(try container.decode(String.self))
        }
    }
}
