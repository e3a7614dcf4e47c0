/// What ``Transaction/notify(_:_:)`` sends.
struct Signal: Sendable, Hashable {
    var channel: String
    var payload: String

    /// PostgreSQL takes 8,000 bytes in all.
    static let longestPayload = 4096
}
