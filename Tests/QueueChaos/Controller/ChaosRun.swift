import Foundation
import JobQueue
import Logging
import NIOCore
import NIOPosix
import Storage

/// One whole check: build, feed and sabotage, mend, settle, measure the recovery, read the history.
struct ChaosRun {
    let plan: ChaosPlan

    func run() async throws -> ChaosReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let clocks = try NodeClocks(plan)
        var configuration = DatabaseConfiguration()
        if let file = clocks.sharedFile {
            // One host, one clock: who feeds the queue sees the same time as its workers.
            let clock = WrongClock(file: file)
            configuration.now = { clock.now() }
        }
        let database = try await Database.open(plan.address, configuration: configuration, logger: .silent)
        let report: ChaosReport
        do {
            report = try await run(database, clocks, group)
        } catch {
            await database.close()
            try? await group.shutdownGracefully()
            throw error
        }
        await database.close()
        try await group.shutdownGracefully()
        return report
    }

    private func run(_ database: Database, _ clocks: NodeClocks, _ group: MultiThreadedEventLoopGroup) async throws -> ChaosReport {
        try await database.migrate([JobQueue.migrations])
        try await database.write { tx in
            try HistoryTable.install(in: tx)
            try ClockTable.install(in: tx)
        }
        let queue = JobQueue(database: database, tasks: ChaosTasks.registry, logger: .silent)
        try await queue.saveCategory(Category(code: Feeder.wide, width: 2))
        let site = try await Site.build(plan, database: database, clocks: clocks, group: group)
        do {
            let report = try await run(queue, site)
            return report
        } catch {
            await site.stop()
            throw error
        }
    }

    private func run(_ queue: JobQueue, _ site: Site) async throws -> ChaosReport {
        try await site.mend()
        let saboteur = Saboteur(site)
        let deadline = ContinuousClock.now + .seconds(plan.seconds)
        async let sabotage: Void = saboteur.work(until: deadline, seed: plan.seed)
        var feeder = Feeder(queue: queue, seed: plan.seed &+ 1)
        try await feeder.addTicks(40)
        try await feeder.work(until: deadline, perSecond: 10)
        try await sabotage
        try await site.mend()
        var settling = Settling(queue: queue)
        let patience = Duration.seconds(180)
        let isSettled = try await settling.wait(for: feeder.expected, within: patience)
        await site.stopNodes()
        let events = try await queue.database.read { tx in try HistoryTable.read(in: tx) }
        let check = HistoryCheck.run(events, expected: feeder.expected, widths: Feeder.widths)
        var report = ChaosReport(plan: plan, deeds: saboteur.deeds, check: check, restarted: settling.restarted.count)
        if isSettled == false { report.unsettled = "not all work was done \(patience) after the mischief had ended" }
        report.network = site.wires?.kind
        report.clocks = try await queue.database.read { tx in try ClockTable.read(in: tx) }
        report.wantsWrongClocks = site.clocks.isShared == false && site.clocks.canStep
        if isSettled, plan.recoveryRounds > 0 { await measureRecovery(&report, queue, site) }
        await site.stop()
        return report
    }

    /// Kills workers in peace and quiet. What goes wrong here does not hide what the history says.
    private func measureRecovery(_ report: inout ChaosReport, _ queue: JobQueue, _ site: Site) async {
        do {
            try site.startNodes(lease: plan.recoveryLease)
            for round in 0..<plan.recoveryRounds {
                let measure = RecoveryRound(queue: queue, site: site)
                report.recovery.here += try await measure.seconds(round: 2 * round, isOnAnotherMachine: false)
                report.recovery.elsewhere += try await measure.seconds(round: 2 * round + 1, isOnAnotherMachine: true)
            }
        } catch {
            report.recoveryError = "\(error)"
        }
    }
}

extension Logger {
    /// For the controller, whose output is its report.
    static var silent: Logger { Logger(label: "chaos") { _ in SwiftLogNoOpLogHandler() } }
}

/// The tasks of the check.
enum ChaosTasks {
    static let registry = TaskRegistry([StepsTask(), TickTask()])
}
