import Foundation
import JobQueue
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// What a node process does: it works for the queue until it is told to stop.
struct NodeProgram {
    let setup: NodeSetup

    /// Starts anew when the database could not be reached at the start, as whoever supervises a server does.
    func run() async throws {
        var logger = Logger(label: setup.name)
        logger.logLevel = .info
        let watching = Task { await endWithController() }
        defer { watching.cancel() }
        while true {
            do {
                return try await work(logger)
            } catch let error as StorageError where [.connectionFailed, .connectionLost, .timeout, .busy].contains(error.code) {
                logger.info("The node could not start; trying again.", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .milliseconds(300))
            }
        }
    }

    /// A node whose controller is gone would work for nobody, for ever.
    private func endWithController() async {
        let parent = getppid()
        while getppid() == parent {
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
        exit(1)
    }

    private func work(_ logger: Logger) async throws {
        var configuration = DatabaseConfiguration()
        if let path = setup.clockFile {
            let clock = WrongClock(file: URL(filePath: path))
            configuration.now = { clock.now() }
        }
        // A dead wire must not hold a transaction for longer than a lease; nor may a paused process hold its row locks.
        configuration.statementTimeout = .seconds(setup.lease)
        configuration.idleTransactionTimeout = .seconds(setup.lease * 20 / 25)
        configuration.connectTimeout = .seconds(2)
        let database = try await Database.open(try DatabaseAddress(setup.database), configuration: configuration, logger: logger)
        let name = setup.name
        try await database.write { tx in try ClockTable.note(name, in: tx) }
        let queue = JobQueue(database: database, tasks: ChaosTasks.registry, logger: logger)
        var work = WorkerConfiguration(name: setup.name)
        work.concurrency = setup.workers
        work.lease = .seconds(setup.lease)
        work.trust = .seconds(setup.lease * 21 / 25)
        work.heartbeat = .seconds(setup.lease * 10 / 25)
        work.shutdownGrace = .seconds(2)
        let worker = JobWorker(queue: queue, configuration: work)
        do {
            try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
