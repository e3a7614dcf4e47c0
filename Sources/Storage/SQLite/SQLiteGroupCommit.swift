/// Commits writes together: one flush of the disk for all who wait.
///
/// Each body runs in a savepoint of its own, so that one that throws takes back its own changes only. Nobody is told of success
/// before the commit.
struct SQLiteGroupCommit {
    let connection: SQLiteConnection
    let signals: SQLiteSignals

    private struct Done {
        var write: PendingTransaction
        var succeed: @Sendable () -> Void
        var signals: [Signal]
    }

    func run(_ group: [PendingTransaction]) {
        do {
            try connection.run("BEGIN IMMEDIATE")
        } catch {
            for write in group { write.fail(error) }
            return
        }
        var done: [Done] = []
        for (index, write) in group.enumerated() {
            do {
                done.append(try inSavepoint(write, isAlone: group.count == 1))
            } catch {
                write.fail(error)
                if group.count == 1 {
                    rollBack()
                    return
                }
                // A full disk makes SQLite roll back everything by itself: those before begin anew, each alone.
                if connection.isInAutocommit {
                    runEachAlone(done.map(\.write) + group[(index + 1)...])
                    return
                }
            }
        }
        commit(done)
    }

    private func inSavepoint(_ write: PendingTransaction, isAlone: Bool) throws -> Done {
        let transaction = Transaction(connection)
        if !isAlone { try connection.run("SAVEPOINT body") }
        do {
            defer { transaction.end() }
            let succeed = try write.run(transaction)
            try transaction.checkNotFailed()
            if !isAlone { try connection.run("RELEASE body") }
            return Done(write: write, succeed: succeed, signals: transaction.signals)
        } catch {
            if !isAlone, !connection.isInAutocommit {
                try connection.run("ROLLBACK TO body")
                try connection.run("RELEASE body")
            }
            throw error
        }
    }

    private func commit(_ done: [Done]) {
        do {
            let sent = done.flatMap(\.signals)
            try signals.record(sent, connection)
            try connection.run("COMMIT")
            signals.publish(sent)
            for write in done { write.succeed() }
        } catch {
            // Deferred foreign keys are checked at the commit: whose they were shows when each is committed alone.
            rollBack()
            if done.count == 1 {
                done[0].write.fail(error)
            } else {
                runEachAlone(done.map(\.write))
            }
        }
    }

    private func runEachAlone(_ writes: [PendingTransaction]) {
        for write in writes { run([write]) }
    }

    private func rollBack() {
        if !connection.isInAutocommit { try? connection.run("ROLLBACK") }
    }
}
