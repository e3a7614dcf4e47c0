import Foundation
import GRDB

extension SQLiteEngine {
    func findProblems() async throws -> [String] {
        try await onConnection { connection in
            let transaction = Transaction(connection)
            var problems: [String] = []
            try transaction.forEach("PRAGMA integrity_check") { row in
                if row[0] != .text("ok") { problems.append("integrity: \(try row.get(0, as: String.self))") }
            }
            try transaction.forEach("PRAGMA foreign_key_check") { row in
                let table = try row.get(0, as: String.self)
                let parent = try row.get(2, as: String.self)
                problems.append("foreign key: row \(row[1]) of \(table) refers to a row of \(parent) that does not exist")
            }
            return problems
        }
    }

    func backup(toFile path: String) async throws {
        try await Self.onThread { [database] in
            do {
                let copy = try DatabaseQueue(path: path)
                try database.backup(to: copy)
                // One file by itself: a copy of a database with a write-ahead log expects one beside it.
                try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
                try copy.close()
            } catch let error as DatabaseError {
                throw StorageError(sqlite: error)
            }
        }
    }

    /// Something on a reading connection that needs no transaction.
    private func onConnection<T: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> T) async throws -> T {
        try await Self.onThread { [database] in
            do {
                return try database.unsafeRead { try body(SQLiteConnection($0, clock: { Date() })) }
            } catch let error as DatabaseError {
                throw StorageError(sqlite: error)
            }
        }
    }
}
