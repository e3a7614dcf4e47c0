import Foundation

/// The folder of the demo's database. Only what the demo itself made there is removed.
struct DemoPlace: Sendable {
    let folder: URL

    init(folder: String?) {
        self.folder =
            folder.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("backroom-demo-\(getuid())")
    }

    var databasePath: String { folder.appendingPathComponent("demo.db").path }

    /// Makes the folder and removes the database of an earlier demo.
    func prepare() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for suffix in ["", "-wal", "-shm", "-journal", ".key"] {
            try? FileManager.default.removeItem(atPath: databasePath + suffix)
        }
    }
}
