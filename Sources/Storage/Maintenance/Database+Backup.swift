import Foundation

extension Database {
    /// Writes a copy of the whole database into a new file, while others go on reading and writing.
    ///
    /// The file appears when it is complete, and is a SQLite database also when the original is on PostgreSQL: then all tables of the
    /// modules are copied into it. Throws `notEmpty` when there is a file of this name already.
    public func backup(to path: String, _ modules: [MigrationModule] = []) async throws {
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
            if let sqlite = engine as? SQLiteEngine {
                try await sqlite.backup(toFile: unfinished)
            } else {
                try await copy(to: unfinished, modules)
            }
            try DurableFiles.rename(unfinished, to: path)
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { try? files.removeItem(atPath: unfinished + suffix) }
            throw error
        }
    }

    private func copy(to path: String, _ modules: [MigrationModule]) async throws {
        let copy = try await Database.open(.sqlite(path: path), logger: logger)
        do {
            try await Database.move(from: self, to: copy, modules)
        } catch {
            await copy.close()
            throw error
        }
        await copy.close()
    }

    /// Replaces the content of a database by that of a backup, at once and whole or not at all.
    ///
    /// Other processes should not use the database meanwhile: they would not break it, but go on with what they remember.
    /// A database file that is damaged is kept beside, with `.damaged-` and the time in its name. On PostgreSQL the database must be
    /// empty: the backup is moved into it.
    ///
    /// - Throws: ``StorageError``: the backup is damaged, of a newer version, or no backup of this program.
    public static func restore(from path: String, to address: DatabaseAddress, _ modules: [MigrationModule]) async throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StorageError(.connectionFailed, "There is no file \(path).")
        }
        guard let target = address.filePath else {
            try await BlockingWork.run { try SQLiteRestoration(backup: path).check(modules) }
            try await moveBackup(path, to: address, modules)
            return
        }
        try await BlockingWork.run {
            let restoration = try SQLiteRestoration(backup: path)
            try restoration.check(modules)
            try restoration.restore(to: target)
        }
    }

    private static func moveBackup(_ path: String, to address: DatabaseAddress, _ modules: [MigrationModule]) async throws {
        let backup = try await Database.open(.sqlite(path: path))
        do {
            let target = try await Database.open(address)
            do {
                try await move(from: backup, to: target, modules)
            } catch {
                await target.close()
                throw error
            }
            await target.close()
        } catch {
            await backup.close()
            throw error
        }
        await backup.close()
    }
}
