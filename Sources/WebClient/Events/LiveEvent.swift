/// Something that open pages and API clients want to know at once: `entry`, `run`, `progress` or `cue`.
public struct LiveEvent: Sendable, Equatable {
    public let name: String
    /// The JSON document as text, on one line.
    public let data: String
    /// The mark of the news, as the stream's event id: a page asks for what is at least as new.
    var mark: String?

    public init(name: String, data: String) {
        self.name = name
        self.data = data
    }

    /// The event in the wire format of server-sent events.
    var wireText: String { (mark.map { "id: \($0)\n" } ?? "") + "event: \(name)\ndata: \(data)\n\n" }
}
