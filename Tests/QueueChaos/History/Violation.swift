/// A promise that the history shows to be broken.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    enum Promise: String, Sendable, CaseIterable {
        case oneHolder = "no lock with two holders"
        case fenced = "nothing written without the lease"
        case nothingLost = "no entry lost"
        case endedOnce = "no run ended twice"
        case slotOnce = "no slot run twice"
        case crashIsFree = "no attempt charged for a crash"
    }

    let promise: Promise
    let message: String
    /// Where in the history; nil for what is missing at its end.
    let seq: Int64?

    var description: String { "\(promise.rawValue): \(message)\(seq.map { " (event \($0))" } ?? "")" }
}
