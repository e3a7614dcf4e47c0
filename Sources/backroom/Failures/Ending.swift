import ArgumentParser
import ShopifyAdmin
import WebClient

/// How a command ends for an error: what is said, and with which status.
struct Ending {
    let status: ExitStatus
    let message: String
    /// Help and version go to standard output; errors never do.
    let isAnswer: Bool

    init(of error: any Error) {
        switch error {
        case let result as CommandResult:
            (status, message, isAnswer) = (result.status, result.message, false)
        case let error as SettingsError:
            (status, message, isAnswer) = (.wrongUse, error.description, false)
        case let error as SecretKeyError:
            (status, message, isAnswer) = (.failed, error.description, false)
        case is CancellationError:
            (status, message, isAnswer) = (.failed, "Stopped.", false)
        default:
            if let admin = ShopTrouble.adminError(in: error) {
                (status, message, isAnswer) = (admin.isUnreachable ? .unreachable : .failed, "\(error)", false)
            } else if Self.isParserError(error) {
                let code = Backroom.exitCode(for: error)
                (status, message, isAnswer) = (code.isSuccess ? .done : .wrongUse, Backroom.fullMessage(for: error), code.isSuccess)
            } else {
                let failure = Failure(classifying: error)
                (status, message, isAnswer) = (ExitStatus(failure.kind), failure.message, false)
            }
        }
    }

    /// Says it and answers the status.
    func say() -> ExitStatus {
        if !message.isEmpty {
            if isAnswer { Terminal.out(message) } else { Terminal.say(status == .wrongUse ? message : "backroom: \(message)") }
        }
        return status
    }

    /// What ArgumentParser throws: its own types, which are not public, and ours that it knows.
    private static func isParserError(_ error: any Error) -> Bool {
        error is ValidationError || error is CleanExit || error is ExitCode
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}

/// An end that a command decided itself: a run that failed, a test that found something.
struct CommandResult: Error {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String = "") {
        self.status = status
        self.message = message
    }
}

extension ExitStatus {
    init(_ kind: Failure.Kind) {
        self =
            switch kind {
            case .wrongUse: .wrongUse
            case .notFound: .notFound
            case .conflict: .conflict
            case .unreachable: .unreachable
            case .refused, .failed: .failed
            }
    }
}
