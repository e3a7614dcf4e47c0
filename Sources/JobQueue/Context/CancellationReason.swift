/// Why a running attempt is asked to stop.
public enum CancellationReason: String, Sendable, Hashable {
    /// A person cancelled it.
    case requested
    /// It took longer than the entry's timeout.
    case timeout
    /// Its worker shuts down: the entry returns to Ready, and the attempt is not charged.
    case shutdown
    /// Somebody else holds the entry now: nothing that this attempt writes is kept.
    case leaseLost

    var error: JobQueueError {
        switch self {
        case .requested: JobQueueError(.cancelled, "The run was cancelled.")
        case .timeout: JobQueueError(.cancelled, "The run took longer than its time limit.")
        case .shutdown: JobQueueError(.cancelled, "The worker is shutting down; the run starts again later.")
        case .leaseLost: JobQueueError(.leaseLost, "The run lost its lease; what it wanted to write was dropped.")
        }
    }
}
