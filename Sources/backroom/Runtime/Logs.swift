import Logging
import Synchronization

/// Where log lines go: standard error, as text or JSON.
enum Logs {
    private static let isStarted = Mutex(false)

    /// Sets the process's logging up, once.
    ///
    /// - Parameter quiet: commands that a person waits for say only what is wrong, unless a level was asked for.
    static func start(_ settings: Settings, quiet: Bool = false) {
        let isFirst = isStarted.withLock { started in
            defer { started = true }
            return !started
        }
        guard isFirst else { return }
        let level = quiet && settings.logLevel == .info ? Logger.Level.error : settings.logLevel
        let format = settings.logFormat
        LoggingSystem.bootstrap { label in
            var handler = LineLogHandler(label: label, format: format)
            handler.logLevel = level
            return handler
        }
    }
}
