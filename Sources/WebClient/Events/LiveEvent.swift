/// Something that open pages and API clients want to know at once: `entry`, `run`, `progress` or `cue`.
public struct LiveEvent: Sendable, Equatable {
    public let name: String
    /// The JSON document as text, on one line.
    public let data: String

    public init(name: String, data: String) {
        self.name = name
        self.data = data
    }

    /// The event in the wire format of server-sent events.
    var wireText: String { "event: \(name)\ndata: \(data)\n\n" }
}
