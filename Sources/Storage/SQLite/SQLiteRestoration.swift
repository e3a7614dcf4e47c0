import Foundation
import GRDB

/// Puts a backup in the place of a database. All of it blocks.
struct SQLiteRestoration {
    private let source: DatabaseQueue
    private let path: String

    init(backup path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.readonly = true
        do {
            source = try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StorageError(sqlite: error)
        }
    }

    func check(_ modules: [MigrationModule]) throws {
        try source.read { database in
            let transaction = Transaction(SQLiteConnection(database, clock: { Date() }))
            let verdict = try transaction.value(String.self, "PRAGMA integrity_check(1)")
            if verdict != "ok" { throw StorageError(.damaged, "The backup \(path) is damaged: \(verdict ?? "").") }
            let applied = try AppliedMigration.all(transaction)
            if applied.isEmpty { throw StorageError(.notMigrated, "\(path) is a SQLite database, but no backup of this program.") }
            _ = try MigrationPlan(modules, applied: applied)
        }
    }

    func restore(to target: String) throws {
        let opening = SQLiteOpening(file: target, configuration: Configuration(), patience: .seconds(10))
        do {
            let pool = try opening.open()
            // One transaction of the target's: whoever reads sees the old content or the new.
            try source.backup(to: pool)
            // Not possible while others use the file; they will do it.
            try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try pool.close()
        } catch let error as StorageError where error.code == .notADatabase || error.code == .damaged {
            try replaceFile(target)
        } catch let error as DatabaseError {
            let explained = StorageError(sqlite: error)
            guard explained.code == .notADatabase || explained.code == .damaged else { throw explained }
            try replaceFile(target)
        }
    }

    private func replaceFile(_ target: String) throws {
        let fresh = target + ".restoring-" + UUID().uuidString.prefix(8).lowercased()
        let copy = try DatabaseQueue(path: fresh)
        try source.backup(to: copy)
        try copy.close()
        let stamp = ISO8601DateFormatter().string(from: Date()).replacing(":", with: "")
        for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: target + suffix) {
            try DurableFiles.rename(target + suffix, to: target + ".damaged-" + stamp + suffix)
        }
        try DurableFiles.rename(fresh, to: target)
    }
}
