/// Something changed: a hint for pages that are open. Read the record for the truth.
///
/// **Limits.** Events are coalesced under load and lost when nobody listens or a connection breaks.
public enum QueueEvent: Sendable, Hashable {
    /// An entry was created, changed or deleted.
    case entry(id: String)
    /// A run began or ended.
    case run(id: String, entry: String, status: RunStatus)
    /// A run got further.
    case progress(run: String, entry: String, Progress)
    /// So much changed at once that the single events were left out: read the lists anew.
    case many
}
