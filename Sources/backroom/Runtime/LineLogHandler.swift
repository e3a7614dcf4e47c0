import Foundation
import Logging
import WebClient

/// One line an event: `2026-08-24T08:00:00Z info message key=value`, or a JSON object.
struct LineLogHandler: LogHandler {
    let label: String
    let format: Settings.LogFormat
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, format: Settings.LogFormat) {
        self.label = label
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let pairs = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = Self.line(format, at: .now, level: event.level, label: label, message: "\(event.message)", pairs)
        // One write a line, so that lines of several threads do not mix.
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// The line of an event.
    static func line(
        _ format: Settings.LogFormat,
        at date: Date,
        level: Logger.Level,
        label: String,
        message: String,
        _ pairs: [(String, String)]
    ) -> String {
        switch format {
        case .text:
            let tail = pairs.map { " \($0.0)=\(quoted($0.1))" }.joined()
            return "\(Instant.text(date)) \(level.rawValue) \(label): \(oneLine(message))\(tail)"
        case .json:
            var object = Dictionary(pairs.map { ("\($0.0)", $0.1) }, uniquingKeysWith: { first, _ in first })
            object["time"] = Instant.text(date)
            object["level"] = level.rawValue
            object["logger"] = label
            object["message"] = message
            return (try? JSONCoding.text(object)) ?? ""
        }
    }

    private static func quoted(_ text: String) -> String {
        let line = oneLine(text)
        return line.contains(" ") || line.isEmpty ? "\"\(line.replacing("\"", with: "\\\""))\"" : line
    }

    /// Line breaks within a value could forge further lines. Looked for by scalar: "\r\n" is one character, unlike either half.
    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": line.append(contentsOf: "\\r".unicodeScalars)
            case "\n": line.append(contentsOf: "\\n".unicodeScalars)
            default: line.append(scalar)
            }
        }
        return String(line)
    }
}
