/// What somebody who waits for a run is told.
public enum RunUpdate: Sendable, Hashable {
    /// It has to wait: for these locks, held by these entries.
    case waiting([WaitingFor])
    case started(run: String)
    case progress(Progress)
}
