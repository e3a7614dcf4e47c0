import Foundation
import JobQueue

/// A run's end as `sync` and `jobs run-once` print it with `--json`.
struct RunResult: Encodable {
    let id: String
    let entry: String
    let task: String
    let shop: String?
    let status: RunStatus
    let read: Int
    let created: Int
    let updated: Int
    let unchanged: Int
    let skipped: Int
    let failed: Int
    let requests: Int
    let points: Int
    let seconds: Double
    let message: String?
    let error: String?
    let errorCode: String?

    init(_ run: Run) {
        id = run.id
        entry = run.entry
        task = run.task
        shop = run.shop
        status = run.status
        (read, created, updated) = (run.counts.read, run.counts.created, run.counts.updated)
        (unchanged, skipped, failed) = (run.counts.unchanged, run.counts.skipped, run.counts.failed)
        (requests, points) = (run.requests, run.points)
        seconds = ((run.seconds ?? 0) * 1000).rounded() / 1000
        message = run.message
        error = run.error
        errorCode = run.errorCode
    }
}
