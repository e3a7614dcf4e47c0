import Foundation

extension Database {
    /// Writes a copy of the whole database into a new file, while others go on reading and writing.
    ///
    /// The file appears when it is complete. Throws `notEmpty` when there is a file of this name already.
    public func backup(to path: String) async throws {
        let files = FileManager.default
        if files.fileExists(atPath: path) {
            throw StorageError(.notEmpty, "There is a file \(path) already. Choose another name for the backup.")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard files.fileExists(atPath: folder) else {
            throw StorageError(.folderMissing, "The folder \(folder) for the backup does not exist.")
        }
        let unfinished = path + ".unfinished-" + UUID().uuidString.prefix(8).lowercased()
        do {
            try await engine.backup(toFile: unfinished)
            try DurableFiles.rename(unfinished, to: path)
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { try? files.removeItem(atPath: unfinished + suffix) }
            throw error
        }
    }

    /// Replaces the content of a database by that of a backup, at once and whole or not at all.
    ///
    /// Other processes should not use the database meanwhile: they would not break it, but go on with what they remember.
    /// A database file that is damaged is kept beside, with `.damaged-` and the time in its name.
    ///
    /// - Throws: ``StorageError``: the backup is damaged, of a newer version, or no backup of this program.
    public static func restore(from path: String, to address: DatabaseAddress, _ modules: [MigrationModule]) async throws {
        guard let target = address.filePath else {
            throw StorageError(.unsupported, "Only a SQLite file can be restored in place. Move the backup into an empty database.")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            throw StorageError(.connectionFailed, "There is no file \(path).")
        }
        try await SQLiteEngine.onThread {
            let restoration = try SQLiteRestoration(backup: path)
            try restoration.check(modules)
            try restoration.restore(to: target)
        }
    }
}
