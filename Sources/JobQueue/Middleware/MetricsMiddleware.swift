public import Metrics

/// Measures the queue with swift-metrics. Dimensions are the task and the status; ids and shops are none, so that the number of series
/// stays bounded.
///
/// - `jobqueue_enqueued_total` (counter; `task`)
/// - `jobqueue_running` (meter; `task`): attempts that run in this process
/// - `jobqueue_runs_total` (counter; `task`, `status`)
/// - `jobqueue_run_duration` (timer; `task`, `status`)
/// - `jobqueue_wait_duration` (timer; `task`): from due to start
public struct MetricsMiddleware: JobMiddleware {
    private let factory: any MetricsFactory

    /// - Parameter factory: Where the measures go; the process's own by default.
    public init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }

    public func enqueued(task: String, count: Int) {
        Counter(label: "jobqueue_enqueued_total", dimensions: [("task", task)], factory: factory).increment(by: count)
    }

    public func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult {
        let running = Meter(label: "jobqueue_running", dimensions: [("task", attempt.task)], factory: factory)
        Timer(label: "jobqueue_wait_duration", dimensions: [("task", attempt.task)], factory: factory)
            .recordNanoseconds(Int64(attempt.secondsWaited * 1e9))
        running.increment()
        defer { running.decrement() }
        return try await next()
    }

    public func ended(_ attempt: AttemptDescription, status: RunStatus, seconds: Double) {
        let dimensions = [("task", attempt.task), ("status", status.rawValue)]
        Counter(label: "jobqueue_runs_total", dimensions: dimensions, factory: factory).increment()
        Timer(label: "jobqueue_run_duration", dimensions: dimensions, factory: factory).recordNanoseconds(Int64(seconds * 1e9))
    }
}
