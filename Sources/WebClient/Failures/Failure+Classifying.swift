import BackOffice
import Connector
import JobQueue
import Storage

extension Failure {
    /// Sorts an error. What no room knows is `failed`, with the error's own words.
    public init(classifying error: any Error) {
        switch error {
        case let error as Failure: self = error
        case let error as JobQueueError: self.init(error)
        case let error as RecurrenceError:
            let fields = error.problems.map { Problem.FieldError(field: "recurrence.\($0.field)", message: $0.message) }
            self.init(.wrongUse, code: "invalid_recurrence", error.description, fields: fields)
        case let error as ConnectorError: self.init(error)
        case let error as BackOfficeError: self.init(error)
        case let error as StorageError: self.init(error)
        case let error as AccessError: self.init(error)
        default: self.init(.failed, code: "failed", "\(error)")
        }
    }

    private init(_ error: JobQueueError) {
        let kind: Kind =
            switch error.code {
            case .notFound, .unknownTask: .notFound
            case .conflict, .inProcess: .conflict
            case .invalid: .wrongUse
            default: .failed
            }
        self.init(kind, code: Self.snakeCase(error.code.description), error.message, fields: Self.field(error.field, error.message))
    }

    private init(_ error: ConnectorError) {
        let kind: Kind =
            switch error.code {
            case .notFound: .notFound
            case .invalidValue, .unknownKey: .wrongUse
            case .conflict, .shopDisabled: .conflict
            case .refusedByShopify, .dataSyncNotAllowed: .refused
            default: .failed
            }
        self.init(kind, code: Self.snakeCase(error.code.rawValue), error.message, fields: Self.field(error.field, error.message))
    }

    private init(_ error: BackOfficeError) {
        let kind: Kind =
            switch error.code {
            case .notFound: .notFound
            case .alreadyExists, .keyConflict, .changedMeanwhile, .blocked, .final, .exceedsOutstanding: .conflict
            case .missingValue, .invalidValue, .totalMismatch, .unsupported: .wrongUse
            case .unreachable: .unreachable
            case .forbidden: .refused
            default: .failed
            }
        self.init(kind, code: Self.snakeCase(error.code.rawValue), error.description, fields: Self.field(error.field, error.sentence))
    }

    private init(_ error: StorageError) {
        let kind: Kind = error.code == .invalidAddress ? .wrongUse : .failed
        self.init(kind, code: Self.snakeCase(error.code.rawValue), error.message)
    }

    private init(_ error: AccessError) {
        let kind: Kind =
            switch error.code {
            case .notFound: .notFound
            case .nameTaken, .lastAdministrator: .conflict
            case .invalidName, .weakPassword, .tooManyTries: .wrongUse
            }
        self.init(kind, code: Self.snakeCase(error.code.rawValue), error.message, fields: Self.field(error.field, error.message))
    }

    private static func field(_ name: String?, _ message: String) -> [Problem.FieldError] {
        name.map { [.init(field: $0, message: message)] } ?? []
    }
}
