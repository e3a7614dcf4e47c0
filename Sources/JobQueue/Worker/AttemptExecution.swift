import Foundation

/// Runs one attempt and says how it ended.
struct AttemptExecution {
    let queue: JobQueue
    let attempt: RunningAttempt

    func outcome() async -> Outcome {
        let claimed = attempt.claimed
        let context = JobContext(
            claimed.row,
            lease: claimed.lease,
            run: claimed.run,
            database: queue.database,
            logger: queue.logger,
            record: attempt.record
        )
        do {
            let task = try queue.tasks.task(claimed.row.task)
            let result = try await run(task, context, through: queue.middleware[...])
            switch result {
            case .done(let message): return .succeeded(message)
            case .nothingChanged: return .nothingChanged
            }
        } catch let error as OtherLocksNeeded {
            return .relocked(error.locks)
        } catch {
            if let reason = attempt.record.cancellation { return reason.outcome }
            return Self.failure(error)
        }
    }

    private func run(_ task: RegisteredTask, _ context: JobContext, through middleware: ArraySlice<any JobMiddleware>) async throws
        -> JobResult
    {
        guard let first = middleware.first else { return try await task.run(attempt.claimed.row, context) }
        return try await first.run(attempt.claimed.description) { try await run(task, context, through: middleware.dropFirst()) }
    }

    static func failure(_ error: any Error) -> Outcome {
        let later = error as? RetryLater
        let permanent = error as? PermanentFailure
        let cause = permanent?.cause ?? later?.cause ?? error
        let text = "\(cause)"
        return .failed(
            String(text.prefix(1000)),
            details: text.count > 1000 ? String(text.prefix(16_384)) : nil,
            code: (cause as? any FailureCode)?.failureCode,
            retryAfter: later.map { max(0, $0.after.microseconds) },
            isPermanent: permanent != nil
        )
    }
}

/// The footprint has grown since the entry was saved: it may not run with the locks it holds.
struct OtherLocksNeeded: Error {
    let locks: String
}
