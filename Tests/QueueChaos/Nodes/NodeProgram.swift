import Foundation
import JobQueue
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// What a node process does: it works for the queue until it is told to stop.
struct NodeProgram {
    let setup: NodeSetup

    func run() async throws {
        var logger = Logger(label: setup.name)
        logger.logLevel = .info
        var configuration = DatabaseConfiguration()
        if let path = setup.clockFile {
            let clock = WrongClock(file: URL(filePath: path))
            configuration.now = { clock.now() }
        }
        // A dead cable must not hold a transaction for longer than a lease.
        configuration.statementTimeout = .seconds(setup.lease)
        let database = try await Database.open(try DatabaseAddress(setup.database), configuration: configuration, logger: logger)
        let queue = JobQueue(database: database, tasks: ChaosTasks.registry, logger: logger)
        var work = WorkerConfiguration(name: setup.name)
        work.concurrency = setup.workers
        work.lease = .seconds(setup.lease)
        work.trust = .seconds(setup.lease * 25 / 29)
        work.heartbeat = .seconds(setup.lease * 10 / 29)
        work.shutdownGrace = .seconds(2)
        let worker = JobWorker(queue: queue, configuration: work)
        try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
        await database.close()
    }
}
