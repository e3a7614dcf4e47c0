/// How an attempt ended that did not throw.
public enum JobResult: Sendable, Hashable {
    /// The work is done. The message stands in the run's log entry.
    case done(_ message: String? = nil)
    /// There was nothing to do. A recurring entry with an inactivity timeout now sleeps for that long, unless a change wakes it.
    case nothingChanged
}
