import Foundation
import Logging

/// Passes log events on to the program's handler and keeps them for the run's own log.
struct CapturingLogHandler: LogHandler {
    var base: any LogHandler
    let record: RunRecord
    /// The run's log keeps info and above even where the program's prints less.
    var logLevel: Logger.Level {
        get { min(base.logLevel, .info) }
        set { base.logLevel = newValue }
    }
    var metadata: Logger.Metadata = [:]

    init(base: any LogHandler, record: RunRecord) {
        self.base = base
        self.record = record
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set {
            metadata[key] = newValue
            base[metadataKey: key] = newValue
        }
    }

    func log(event: LogEvent) {
        let limit = LogBuffer.lineLimit
        record.append(
            LogBuffer.Line(
                at: Instants.microseconds(Date()),
                level: event.level.rawValue,
                message: String(event.message.description.prefix(limit)),
                metadata: (event.metadata ?? [:]).mapValues { String("\($0)".prefix(limit)) }
            )
        )
        if event.level >= base.logLevel { base.log(event: event) }
    }
}
