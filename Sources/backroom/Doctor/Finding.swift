/// One thing that the doctor looked at.
struct Finding: Encodable, Equatable, Sendable {
    enum State: String, Encodable, Sendable { case ok, warning, failed }

    let check: String
    let state: State
    /// What was found.
    let message: String
    /// What to do about it; nil when nothing needs to be done.
    let mend: String?

    static func ok(_ check: String, _ message: String) -> Finding { Finding(check: check, state: .ok, message: message, mend: nil) }
    static func warning(_ check: String, _ message: String, mend: String) -> Finding {
        Finding(check: check, state: .warning, message: message, mend: mend)
    }
    static func failed(_ check: String, _ message: String, mend: String) -> Finding {
        Finding(check: check, state: .failed, message: message, mend: mend)
    }
}
