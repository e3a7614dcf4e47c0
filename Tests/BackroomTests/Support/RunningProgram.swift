import Foundation
import Synchronization

/// The built program as a server that a test starts and ends.
final class RunningProgram: Sendable {
    private let process: Mutex<Process>
    private let ended: AsyncStream<Int32>
    private let errorsFile: URL

    fileprivate init(_ process: sending Process, errorsFile: URL) throws {
        let (ended, end) = AsyncStream<Int32>.makeStream()
        self.ended = ended
        self.errorsFile = errorsFile
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        self.process = Mutex(process)
    }

    /// What it has said on standard error so far.
    var errors: String { (try? String(contentsOf: errorsFile, encoding: .utf8)) ?? "" }

    /// Asks it to end, and waits until it has.
    @discardableResult
    func stop() async throws -> Int32 {
        process.withLock { process in if process.isRunning { kill(process.processIdentifier, SIGTERM) } }
        for await status in ended { return status }
        return -1
    }

    /// No goodbye.
    func die() async {
        process.withLock { process in if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        for await _ in ended {}
    }
}

extension Program {
    /// Starts the program in the folder and leaves it running.
    func start(_ arguments: String..., environment: [String: String] = [:]) throws -> RunningProgram {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path].merging(environment) { $1 }
        let errors = folder.appending(path: "err-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        return try RunningProgram(process, errorsFile: errors)
    }
}
