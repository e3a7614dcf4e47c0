public import ServiceLifecycle
import Storage
import Synchronization

/// Runs the queue's entries in this process: claims what is due, runs it, renews its leases, and takes back what dead nodes held.
///
/// Any number of workers, in any number of processes on one database. Sleeps until something is due; an enqueue wakes it at once.
///
/// On graceful shutdown nothing new starts; running tasks get 20 s to reach a checkpoint and are then cancelled; what did not end returns
/// to Ready without the attempt being charged. Cancelling the task that runs the worker does the same without the 20 s.
///
/// **Limits.** A run that never gives up its thread keeps one of the process's threads, cancelled or not; what it writes after its
/// lease was withdrawn is refused. On SQLite the node's and the database's clock are one: a step of it forward by more than the lease
/// makes runs start over, uncharged.
public final class JobWorker: Service {
    let core: WorkerCore

    public init(queue: JobQueue, configuration: WorkerConfiguration = WorkerConfiguration()) {
        core = WorkerCore(queue: queue, settings: configuration)
    }

    /// Works until graceful shutdown or cancellation.
    /// - Throws: When the node cannot be registered: the database does not answer, or has no tables of the queue.
    public func run() async throws {
        let core = core
        try await core.register()
        // Work is not a child of the caller's task: cancelled, it must still save what ends.
        let work = Task { await core.work() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await core.heartbeats() }
            group.addTask { await core.upkeep() }
            group.addTask { await core.webhooks() }
            group.addTask { await core.listen() }
            await withTaskCancellationHandler {
                await withGracefulShutdownHandler {
                    await work.value
                } onGracefulShutdown: {
                    core.board.drain(at: core.clock.elapsed())
                }
            } onCancel: {
                core.stop()
            }
            group.cancelAll()
        }
        await Task { try? await core.unregister() }.value
    }
}

extension WorkerCore {
    /// Passes on the signals of others. Until the task is cancelled.
    func listen() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                for await due in queue.database.notifications(on: Channel.due) { board.hint(from: Int64(due)) }
            }
            group.addTask { [self] in
                for await _ in queue.database.notifications(on: Channel.cancel) {
                    if board.state.withLock({ $0.running.isEmpty }) == false { try? await checkCancellations() }
                }
            }
        }
    }

    /// Stops at once: what runs is cancelled.
    func stop() {
        let now = clock.elapsed()
        board.drain(at: now - settings.shutdownGrace)
    }
}
