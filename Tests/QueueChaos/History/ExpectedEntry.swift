/// What the history must show of an entry that was enqueued.
struct ExpectedEntry: Sendable, Hashable {
    let id: String
    /// The locks that it holds while it runs.
    var locks: Set<String> = []
    /// How many steps its task writes, each once. Nil: any number of times (a recurring entry).
    var steps: Int?
    /// How many attempts fail of themselves before one succeeds.
    var failures = 0
    var isRecurring = false
}
