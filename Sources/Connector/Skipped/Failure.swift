import BackOffice
import JobQueue
import ShopifyAdmin

/// Any error in the words of a skipped record.
struct Failure: Sendable, Equatable {
    var reason: String
    var code: String
    var field: String?

    init(reason: String, code: String, field: String? = nil) {
        self.reason = reason
        self.code = code
        self.field = field
    }

    init(_ error: any Error) {
        switch error {
        case let error as ConnectorError: self.init(reason: error.message, code: error.code.rawValue, field: error.field)
        case let error as BackOfficeError: self.init(reason: "\(error)", code: error.code.rawValue, field: error.field)
        case let error as AdminError: self.init(reason: "\(error)", code: error.code.rawValue, field: error.field)
        case let error as AdminUserError:
            self.init(reason: error.message, code: error.code ?? "userError", field: error.field?.joined(separator: "."))
        case let error as DecodingError:
            self.init(reason: "Shopify's answer cannot be read: \(error.place)", code: ConnectorError.Code.unexpectedAnswer.rawValue)
        case let error as PermanentFailure: self.init(error.cause)
        default: self.init(reason: "\(error)", code: "unexpected")
        }
    }
}

extension DecodingError {
    /// What is wrong and where; never the value.
    var place: String {
        let (context, what): (Context, String) =
            switch self {
            case .typeMismatch(_, let context): (context, "has another type than the schema says")
            case .valueNotFound(_, let context): (context, "is null where the schema promises a value")
            case .keyNotFound(let key, let context): (context, "has no field \(key.stringValue)")
            case .dataCorrupted(let context): (context, "is damaged")
            @unknown default: (Context(codingPath: [], debugDescription: ""), "cannot be read")
            }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return (path.isEmpty ? "the answer" : path) + " " + what + "."
    }
}
