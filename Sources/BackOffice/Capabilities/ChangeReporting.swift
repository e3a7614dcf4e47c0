/// A back office that can say what changed since it was last asked.
public protocol ChangeReporting: BackOffice {
    /// What changed after the cursor, oldest first; with nil everything there ever was. A record that changed again has moved
    /// to the end: nothing is missed, and nothing is told twice for one change.
    func changes(of kinds: Set<ChangeKind>, after cursor: String?, limit: Int) async throws -> ChangePage
}
