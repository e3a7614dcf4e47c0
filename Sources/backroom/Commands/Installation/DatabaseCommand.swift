import ArgumentParser
import Foundation
import JobQueue
import Logging
import Storage
import WebClient

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "The database: migrate, check, back up, restore.",
        subcommands: [Migrate.self, Check.self, Backup.self, Restore.self]
    )

    /// Opens the database as it is, without migrating it.
    static func use(_ common: CommonOptions, _ body: (Database) async throws -> Void) async throws {
        let settings = try common.settings()
        Logs.start(settings, quiet: true)
        let database = try await Database.open(settings.database, logger: Logger(label: "backroom.storage"))
        do {
            try await body(database)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the database to this version of the program.",
            discussion: "All steps or none. Every other command does it too before it begins.\n\nExample:\n  backroom db migrate"
        )
        @OptionGroup var common: CommonOptions

        struct Result: Encodable { let applied: [String] }

        func run() async throws {
            try await DatabaseCommand.use(common) { database in
                let pending = try await database.check(Installation.migrations).pending
                try await database.migrate(Installation.migrations)
                if pending.isEmpty == false { await AuditTrail(database: database).keep(CommandRecord(Self.self, target: "").subject) }
                let sentence =
                    pending.isEmpty ? "The database is up to date." : "Applied:\n" + pending.map { "  \($0)" }.joined(separator: "\n")
                try common.output.done(Result(applied: pending), sentence)
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look through the whole database: structure, references, migrations.",
            discussion: "Exit status 1 when something is wrong.\n\nExample:\n  backroom db check"
        )
        @OptionGroup var common: CommonOptions

        struct Result: Encodable {
            let sound: Bool
            let problems: [String]
            let pending: [String]
        }

        func run() async throws {
            try await DatabaseCommand.use(common) { database in
                let check = try await database.check(Installation.migrations)
                try common.output.one(Result(sound: check.isSound, problems: check.problems, pending: check.pending)) { result in
                    let pending =
                        result.pending.isEmpty
                        ? "" : "\nMigrations to come (backroom db migrate): \(result.pending.joined(separator: ", "))"
                    return (result.sound ? "The database is sound." : result.problems.joined(separator: "\n")) + pending
                }
                if !check.isSound { throw CommandResult(.failed, "The database is not sound. Restore a backup: backroom db restore FILE") }
            }
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a copy of the database, while others go on working.",
            discussion:
                "The key file is not part of it: keep a copy of that elsewhere.\n\nExample:\n  backroom db backup backroom-2026-08-24.db"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The new file.") var file: String

        func run() async throws {
            try await DatabaseCommand.use(common) { database in
                try await database.backup(to: file)
                try common.output.done(
                    ["file": file],
                    "The backup is in \(file). Without the secret key the shops' credentials in it cannot be read: keep the key too, elsewhere."
                )
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the database's content by that of a backup, whole or not at all.",
            discussion: "Refused while a serve or worker runs on it.\n\nExample:\n  backroom db restore backroom-2026-08-24.db"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The backup.") var file: String
        @Flag(help: "Although a serve or worker seems to run: one that was killed counts as running for half a minute.") var force = false

        func run() async throws {
            let settings = try common.settings()
            Logs.start(settings, quiet: true)
            if force == false { try await Self.refuseWhileSomebodyRuns(on: settings.database) }
            try await Database.restore(from: file, to: settings.database, Installation.migrations)
            // What the trail said since the backup is gone with the rest: it begins with who brought it back.
            let database = try await Database.open(settings.database, logger: Logger(label: "backroom.storage"))
            await AuditTrail(database: database).keep(CommandRecord(Self.self, target: file).subject)
            await database.close()
            try common.output.done(["file": file], "The database holds what \(file) holds.")
        }

        /// Who runs on a database goes on with what it knew: its content must not be replaced below it.
        private static func refuseWhileSomebodyRuns(on address: DatabaseAddress) async throws {
            if let path = address.filePath, FileManager.default.fileExists(atPath: path) == false { return }
            // A database that cannot be read is what backups are for.
            guard let database = try? await Database.open(address, logger: Logger(label: "backroom.storage")) else { return }
            let nodes = try? await JobQueue(database: database, tasks: TaskRegistry([])).nodes()
            await database.close()
            let alive = (nodes ?? []).filter(\.isAlive).map(\.name)
            guard alive.isEmpty == false else { return }
            throw Failure(
                .conflict,
                code: "conflict",
                "\(alive.joined(separator: ", ")) runs on this database: stop it first. If it was killed a moment ago: --force."
            )
        }
    }
}
