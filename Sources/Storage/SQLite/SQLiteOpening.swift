import Foundation
import GRDB
import GRDBSQLite

/// Opens SQLite files, and says in words why one cannot be opened.
struct SQLiteOpening {
    let file: String
    let configuration: Configuration
    let patience: Duration

    /// Blocks, for as long as the configured wait while other processes open the same file.
    func open() throws -> DatabasePool {
        try checkPlace()
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                let pool = try DatabasePool(path: file, configuration: configuration)
                // GRDB sets NORMAL with the write-ahead log, which may lose the last commits when the power fails.
                try pool.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864")
                }
                return pool
            } catch let error as DatabaseError {
                // Switching to the write-ahead log does not ask the busy handler.
                let isBusy = error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
                guard isBusy, ContinuousClock.now < deadline else { throw explained(error) }
                usleep(UInt32.random(in: 500...3000))
            }
        }
    }

    private func checkPlace() throws {
        var isFolder: ObjCBool = false
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw StorageError(.folderMissing, "The folder \(folder) of the database does not exist. Make it, or correct the address.")
        }
        if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) {
            if isFolder.boolValue { throw StorageError(.notADatabase, "\(file) is a folder, not a database file.") }
            if !FileManager.default.isWritableFile(atPath: file) { throw readOnly }
        } else if !FileManager.default.isWritableFile(atPath: folder) {
            throw StorageError(.readOnly, "The folder \(folder) cannot be written, so no database can be made there.")
        }
    }

    private var readOnly: StorageError {
        StorageError(.readOnly, "The database file \(file) cannot be written. Correct its permissions, or run as its owner.")
    }

    private func explained(_ error: DatabaseError) -> StorageError {
        var explained = StorageError(sqlite: error)
        switch error.resultCode {
        case .SQLITE_NOTADB: explained.message = "The file \(file) is not a SQLite database."
        case .SQLITE_READONLY: explained.message = readOnly.message
        case .SQLITE_CANTOPEN:
            explained.message = "The database \(file) cannot be opened. The file and its folder must be readable and writable."
        default: explained.message = "The database \(file) cannot be opened: \(explained.message)"
        }
        return explained
    }
}
