import Foundation
import Storage
import WebClient

/// Looks at the database: does it answer, is it of this version, can it be written, does it keep what it says it keeps.
struct DatabaseDoctor: Sendable {
    let database: Database

    func findings() async -> [Finding] {
        var findings: [Finding] = []
        do {
            let pending = try await database.pendingMigrations(Installation.migrations)
            findings.append(.ok("database", "\(database.address) answers."))
            findings.append(
                pending.isEmpty
                    ? .ok("migrations", "The database is of this version.")
                    : .failed("migrations", "Missing: \(pending.joined(separator: ", ")).", mend: "Run: backroom db migrate")
            )
            guard pending.isEmpty else { return findings }
        } catch {
            let failure = Failure(classifying: error)
            let mend =
                failure.code == "database_from_newer_version"
                ? "Update this program: the database was used by a newer one."
                : "See that the database runs and that BACKROOM_DATABASE is right."
            return [.failed("database", failure.message, mend: mend)]
        }
        findings.append(await writing())
        findings.append(await durability())
        findings.append(await clock())
        return findings
    }

    private func writing() async -> Finding {
        do {
            _ = try await database.write { try $0.execute("DELETE FROM web_idempotency WHERE created_at < 0") }
            return .ok("writing", "The database can be written.")
        } catch {
            return .failed(
                "writing",
                Failure(classifying: error).message,
                mend: "See that the file and its folder belong to this user and that the disk is not full."
            )
        }
    }

    private func durability() async -> Finding {
        do {
            switch database.dialect {
            case .sqlite:
                let mode = try await database.read { try $0.value(String.self, "PRAGMA journal_mode") ?? "" }
                let level = try await database.read { try $0.value(Int.self, "PRAGMA synchronous") ?? 0 }
                // A database in memory says "memory": it keeps nothing, and says so in its address.
                return mode == "wal" && level >= 2
                    ? .ok("durability", "Write-ahead log, synchronous: a commit survives a power failure.")
                    : .warning(
                        "durability",
                        "journal_mode \(mode), synchronous \(level).",
                        mend: "Keep the database in a file on a local disk."
                    )
            case .postgreSQL:
                let commit = try await database.read { try $0.value(String.self, "SHOW synchronous_commit") ?? "" }
                let fsync = try await database.read { try $0.value(String.self, "SHOW fsync") ?? "" }
                return commit != "off" && fsync == "on"
                    ? .ok("durability", "synchronous_commit \(commit), fsync on: a commit survives a power failure.")
                    : .warning("durability", "synchronous_commit \(commit), fsync \(fsync).", mend: "Set both to on in postgresql.conf.")
            }
        } catch {
            return .failed("durability", Failure(classifying: error).message, mend: "See that this user may read the database's settings.")
        }
    }

    private func clock() async -> Finding {
        do {
            let before = Date.now
            let theirs = try await database.read { try $0.now() }
            let off = theirs.timeIntervalSince(before)
            return abs(off) < 5
                ? .ok("clock", "The clocks of this machine and the database agree.")
                : .warning(
                    "clock",
                    "The database's clock is \(Words.duration(abs(off))) \(off > 0 ? "ahead" : "behind").",
                    mend: "Let both machines take their time from NTP."
                )
        } catch {
            return .failed("clock", Failure(classifying: error).message, mend: "See the database.")
        }
    }
}
