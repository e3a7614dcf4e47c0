/// What proves that an attempt is the current one of its entry. Every change of a running entry carries it.
struct Lease: Sendable, Hashable {
    let entry: String
    let attempt: Int
    /// UUIDv7, one a claiming transaction.
    let token: String
}
