import Foundation
import Logging

/// A thread with its connection: runs one transaction after the other, again when that is safe and may help.
struct PostgresWorker {
    let uri: String
    let configuration: DatabaseConfiguration
    let work: PostgresWork
    let signals: PostgresSignals
    let recentTime: RecentTime
    let logger: Logger

    /// So often a transaction is begun before its error is given to the caller.
    private static let mostAttempts = 8

    func start() {
        let thread = Thread { [self] in
            var session: PostgresSession?
            while let job = work.next() { run(job, &session) }
        }
        thread.name = "storage-postgres"
        thread.start()
    }

    private func run(_ job: PostgresWork.Job, _ session: inout PostgresSession?) {
        for attempt in 1... {
            do {
                let current = try connected(&session)
                let committed = try transaction(job, current)
                signals.send(committed.signals)
                committed.succeed()
                return
            } catch let failed as Failure {
                if session?.socket.isBroken == true { session = nil }
                if failed.needsNewStatements { session?.forgetStatements() }
                guard failed.mayBeRepeated, attempt < Self.mostAttempts else {
                    job.pending.fail(failed.error)
                    return
                }
                logger.debug("transaction repeated", metadata: ["attempt": "\(attempt)", "error": "\(failed.reason?.message ?? "")"])
                // Those who got in each other's way should not meet again.
                usleep(UInt32.random(in: 0...(2000 << UInt32(min(attempt, 6)))))
            } catch {
                job.pending.fail(error)
                return
            }
        }
    }

    private func transaction(_ job: PostgresWork.Job, _ session: PostgresSession) throws -> (
        signals: [Signal], succeed: @Sendable () -> Void
    ) {
        let transaction = Transaction(PostgresConnection(session, clock: configuration.now, recentTime: recentTime))
        var isCommitting = false
        do {
            defer { transaction.end() }
            if case .read = job { session.begin(.read) } else { session.begin(.write) }
            let succeed = try job.pending.run(transaction)
            try transaction.checkNotFailed()
            isCommitting = true
            try session.commit()
            return (transaction.signals, succeed)
        } catch {
            session.rollBack()
            // The body may have turned the database's error into one of its own.
            let reason = isCommitting ? error as? StorageError : transaction.failure
            throw Failure(error: error, reason: reason, isCommitting: isCommitting || session.isAlone)
        }
    }

    private struct Failure: Error {
        var error: any Error
        var reason: StorageError?
        var isCommitting: Bool

        var mayBeRepeated: Bool {
            switch reason?.code {
            case .serializationFailure: true
            // During the commit nobody knows what became of it.
            case .connectionLost: !isCommitting
            default: needsNewStatements
            }
        }

        /// “cached plan must not change result type”: the schema was changed by another connection.
        var needsNewStatements: Bool {
            guard let cause = reason?.cause as? StorageError.PostgresCause else { return false }
            return cause.sqlState == "0A000" && cause.text.contains("cached plan")
        }
    }

    /// The thread's connection, opened anew when it broke: with pauses that grow, for as long as the configured wait.
    private func connected(_ session: inout PostgresSession?) throws -> PostgresSession {
        if let session { return session }
        let deadline = ContinuousClock.now + configuration.connectTimeout
        var pause: UInt32 = 20_000
        while true {
            do {
                let opened = try PostgresSession(uri, configuration)
                session = opened
                return opened
            } catch {
                guard ContinuousClock.now < deadline else { throw error }
                usleep(UInt32.random(in: pause / 2...pause))
                pause = min(pause * 2, 1_000_000)
            }
        }
    }
}
