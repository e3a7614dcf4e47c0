/// An entry that was claimed: its row as it stands since, and the lease that proves it. An object, because it is handed on many times and a
/// row has forty fields to be counted with each copy.
final class ClaimedEntry: Sendable {
    let row: EntryRow
    let lease: Lease
    let run: String

    init(_ row: EntryRow, token: String) {
        self.row = row
        lease = Lease(entry: row.id, attempt: row.attempts, token: token)
        run = RunIdentity.id(entry: row.id, lease: token)
    }

    /// From due to start, in seconds.
    var secondsWaited: Double { Double(max(0, (row.started ?? row.due) - row.due)) / 1_000_000 }

    var description: AttemptDescription {
        AttemptDescription(
            entry: row.id,
            run: run,
            task: row.task,
            shop: row.shop,
            attempt: row.attempts,
            secondsWaited: secondsWaited,
            trace: row.trace
        )
    }
}
