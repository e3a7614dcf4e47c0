import Foundation

/// The sandbox shop as a child process: started, waited for, ended.
final class SandboxProcess: Sendable {
    private let process: Process
    let port: Int

    /// The address of its Admin API and of its control.
    var address: String { "http://127.0.0.1:\(port)" }

    /// Starts it with a shop that has products, customers and orders.
    ///
    /// - Throws: `CommandResult` when the project's `Scripts/sandbox` is nowhere to be found or does not start.
    init(orders: Int) throws {
        let script = try Self.script()
        port = try FreePort.find()
        process = Process()
        process.executableURL = script
        process.arguments = ["--port", "\(port)", "--orders", "\(orders)", "--products", "40", "--customers", "60", "--currency", "EUR"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.standardError
        do {
            try process.run()
        } catch {
            throw CommandResult(.failed, "The sandbox shop cannot be started (\(script.path)): \(error.localizedDescription)")
        }
    }

    var isRunning: Bool { process.isRunning }

    /// Ends it and waits until it is gone.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// `Scripts/sandbox` of the project: named by `BACKROOM_SANDBOX`, or above the executable or the working directory.
    private static func script() throws -> URL {
        if let named = ProcessInfo.processInfo.environment["BACKROOM_SANDBOX"], !named.isEmpty { return URL(fileURLWithPath: named) }
        let starts = [
            Bundle.main.executableURL?.deletingLastPathComponent(), URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        ]
        for start in starts.compactMap(\.self) {
            var folder = start.resolvingSymlinksInPath()
            while folder.path != "/" {
                let script = folder.appendingPathComponent("Scripts/sandbox")
                if FileManager.default.isExecutableFile(atPath: script.path) { return script }
                folder.deleteLastPathComponent()
            }
        }
        throw CommandResult(
            .failed,
            "The demo needs the sandbox shop of the project: run it in the project's folder, or set BACKROOM_SANDBOX to its Scripts/sandbox."
        )
    }
}
