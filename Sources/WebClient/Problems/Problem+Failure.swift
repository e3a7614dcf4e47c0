import Hummingbird
import Storage

extension Problem {
    /// The answer that an error means. What is unexpected says nothing of the inside; the log has it.
    init(classifying error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as HTTPError: self.init(error)
        case is CancellationError: self.init(.serviceUnavailable, code: "shutting_down", "The server is shutting down.", retryAfter: 5)
        default: self.init(Failure(classifying: error))
        }
    }

    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self.init(.notFound, code: "not_found", "There is nothing at this address.")
        case .methodNotAllowed: self.init(.methodNotAllowed, code: "method_not_allowed", "This address does not take this method.")
        default: self.init(error.status, code: "http_\(error.status.code)", error.body ?? error.status.reasonPhrase)
        }
    }

    private init(_ failure: Failure) {
        let (status, code): (HTTPResponse.Status, String) =
            switch failure.kind {
            case .wrongUse: (.unprocessableContent, failure.code)
            case .notFound: (.notFound, failure.code)
            case .conflict: (.conflict, failure.code)
            case .unreachable, .refused: (.badGateway, failure.code)
            case .failed: (.internalServerError, "internal_error")
            }
        let detail = failure.kind == .failed ? "Something went wrong inside; the server's log has the details." : failure.message
        self.init(status, code: code, detail, errors: failure.fields)
    }
}
