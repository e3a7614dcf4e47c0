import Foundation
import GRDB
import GRDBSQLite

/// Sees whether anybody has committed to a SQLite file, at the price of reading 48 bytes of memory.
///
/// The index of the write-ahead log is memory that all processes share. Its header changes with every commit
/// (<https://www.sqlite.org/walformat.html>, “The WAL-Index Header”); SQLite itself gives its address. `PRAGMA data_version` says the same
/// with some system calls, too many for an idle server that looks two hundred times a second.
final class SQLiteChangePoll {
    private struct Header: Equatable {
        var words: SIMD8<UInt64>

        init(_ memory: UnsafeRawPointer) {
            words = SIMD8()
            for index in 0..<6 { words[index] = memory.load(fromByteOffset: index * 8, as: UInt64.self) }
        }
    }

    /// A connection of its own, which keeps the memory where it is.
    private let queue: DatabaseQueue
    private var connection: SQLiteConnection?
    private var memory: UnsafeRawPointer?
    private var seen: Header?
    private var version: Int64 = -1

    init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        configuration.label = "storage-signals"
        queue = try DatabaseQueue(path: path, configuration: configuration)
        memory = try queue.read { Self.indexHeader($0.sqliteConnection) }
    }

    /// Whether there were commits since the last call; true the first time.
    func hasNews() throws -> Bool {
        if let memory {
            let current = Header(memory)
            defer { seen = current }
            return current != seen
        }
        let current = try transaction { try $0.value(Int64.self, "PRAGMA data_version") ?? -1 }
        defer { version = current }
        return current != version
    }

    func transaction<T>(_ body: (Transaction) throws -> T) throws -> T {
        try queue.unsafeRead { database in
            let connection = self.connection ?? SQLiteConnection(database, clock: { Date() })
            self.connection = connection
            return try body(Transaction(connection))
        }
    }

    /// The address of the shared index, after the connection has read; `nil` where there is none.
    private static func indexHeader(_ connection: OpaquePointer?) -> UnsafeRawPointer? {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
            let map = file.pointee.pMethods?.pointee.xShmMap
        else { return nil }
        var memory: UnsafeMutableRawPointer?
        let regionSize: CInt = 32 * 1024
        let code = map(file, 0, regionSize, 0, &memory)
        return code == SQLITE_OK ? memory.map { UnsafeRawPointer($0) } : nil
    }
}
