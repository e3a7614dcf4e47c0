import Foundation
import GRDB

extension SQLiteEngine {
    func findProblems(_ transaction: Transaction) throws -> [String] {
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

    /// A copy of the whole database in a file, taken while others work.
    func backup(toFile path: String) async throws {
        try await BlockingWork.run { [database] in
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
}
