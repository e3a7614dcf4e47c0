import Foundation
import Synchronization

/// One node: a process of its own that the controller starts, stops, pauses and kills.
final class NodeProcess: Sendable {
    enum State: Sendable, Equatable { case down, running, paused }

    let index: Int
    private let command: [String]
    private let extra: [String: String]
    private let logFile: URL
    private let process: Mutex<Current>

    private struct Current {
        var setup: NodeSetup
        var process: Process?
        var state = State.down
        var starts = 0
        var isFree = true
    }

    /// - Parameter command: The program and its arguments. What stands before the program replaces itself by it, so that signals reach it.
    init(index: Int, setup: NodeSetup, command: [String], environment: [String: String], logFile: URL) {
        self.index = index
        self.command = command
        extra = environment
        self.logFile = logFile
        process = Mutex(Current(setup: setup))
    }

    var state: State { process.withLock { $0.state } }

    /// Whether the process ended although nobody killed it: a bug that no promise covers.
    var hasFailed: Bool { process.withLock { $0.state != .down && $0.process?.isRunning == false } }

    /// Whether nothing is being done to the node.
    var isFree: Bool { process.withLock { $0.isFree } }

    func setFree(_ isFree: Bool) { process.withLock { $0.isFree = isFree } }

    /// Takes effect with the next start.
    func setLease(_ seconds: Double) { process.withLock { $0.setup.lease = seconds } }

    func start() throws {
        try process.withLock { current in
            guard current.state == .down else { return }
            current.starts += 1
            var setup = current.setup
            setup.name = "\(setup.name)-\(current.starts)"
            let next = Process()
            next.executableURL = URL(filePath: command[0])
            next.arguments = Array(command.dropFirst())
            next.environment = ProcessInfo.processInfo.environment
                .merging(extra) { $1 }
                .merging([NodeSetup.variable: try setup.environment]) { $1 }
            if !FileManager.default.fileExists(atPath: logFile.path) { try Data().write(to: logFile) }
            let log = try FileHandle(forWritingTo: logFile)
            try log.seekToEnd()
            next.standardOutput = log
            next.standardError = log
            try next.run()
            current.process = next
            current.state = .running
        }
    }

    /// No goodbye: what a power cut or the kernel's memory killer does.
    func kill() { end(SIGKILL) }

    /// Asks the node to stop and waits until it has; one that does not within 30 s is killed.
    func stop() { end(SIGTERM) }

    func pause() { signal(SIGSTOP, from: .running, to: .paused) }

    func resume() { signal(SIGCONT, from: .paused, to: .running) }

    private func end(_ number: Int32) {
        let ending = process.withLock { current -> Process? in
            defer { (current.process, current.state) = (nil, .down) }
            guard let process = current.process, process.isRunning else { return nil }
            Foundation.kill(process.processIdentifier, number)
            if current.state == .paused { Foundation.kill(process.processIdentifier, SIGCONT) }
            return process
        }
        guard let ending else { return }
        let patience = ContinuousClock.now + .seconds(30)
        while ending.isRunning, ContinuousClock.now < patience { usleep(5_000) }
        if ending.isRunning { Foundation.kill(ending.processIdentifier, SIGKILL) }
        ending.waitUntilExit()
    }

    private func signal(_ number: Int32, from: State, to: State) {
        process.withLock { current in
            guard current.state == from, let process = current.process, process.isRunning else { return }
            Foundation.kill(process.processIdentifier, number)
            current.state = to
        }
    }
}
