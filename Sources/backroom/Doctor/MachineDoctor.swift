import Foundation
import Storage

/// Looks at the machine: the key file and the disk.
struct MachineDoctor: Sendable {
    let settings: Settings

    func findings() -> [Finding] {
        [secretKey()] + (settings.database.filePath.map { [disk($0)] } ?? [])
    }

    private func secretKey() -> Finding {
        if settings.secretKey != nil { return .ok("secret key", "It is given by the configuration.") }
        guard let database = settings.database.filePath else {
            return .failed("secret key", "\(SecretKeyError.missing)", mend: "Set BACKROOM_SECRET_KEY.")
        }
        let path = SecretKeyFile.path(besideDatabase: database)
        var status = stat()
        guard stat(path, &status) == 0 else {
            return .failed(
                "secret key",
                "\(path) is not there.",
                mend: "Put the key back from where you keep its copy; without it the shops' credentials cannot be read."
            )
        }
        let mode = status.st_mode & 0o777
        return mode & 0o077 == 0
            ? .ok("secret key", "\(path) can be read by its owner only.")
            : .failed("secret key", "\(path) can be read by others (mode \(String(mode, radix: 8))).", mend: "Run: chmod 600 \(path)")
    }

    private func disk(_ path: String) -> Finding {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else {
            return .warning("disk", "The free space of \(folder) cannot be told.", mend: "See that the folder is there.")
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        let sentence = "\(Words.bytes(free)) are free in \(folder)."
        if free < 200 << 20 { return .failed("disk", sentence, mend: "Make room: without it nothing can be saved soon.") }
        return free < 2 << 30 ? .warning("disk", sentence, mend: "Make room before it is full.") : .ok("disk", sentence)
    }
}
