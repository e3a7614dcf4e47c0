/// What ``Database/check(_:)`` found.
public struct DatabaseCheck: Sendable, Hashable {
    /// What is wrong, one sentence each; empty for a sound database.
    public var problems: [String]
    /// How many migrations the database has behind it, by module.
    public var applied: [String: Int]
    /// The migrations that the database does not have yet, as `module: name`. That is no problem: `migrate` applies them.
    public var pending: [String]

    public var isSound: Bool { problems.isEmpty }
}

extension Database {
    /// Looks through the whole database: its structure, its references between rows, and its migrations against those of the program.
    ///
    /// Takes a second or so for each gigabyte on SQLite.
    public func check(_ modules: [MigrationModule]) async throws -> DatabaseCheck {
        var check = DatabaseCheck(problems: [], applied: [:], pending: [])
        do {
            let engine = engine
            check.problems = try await read { try engine.findProblems($0) }
            let applied = try await read { try AppliedMigration.all($0) }
            check.applied = Dictionary(grouping: applied, by: \.module).mapValues(\.count)
            check.pending = try MigrationPlan(modules, applied: applied).steps.map { "\($0.module): \($0.migration.name)" }
        } catch let error as StorageError where Self.tellsOfDamage.contains(error.code) {
            check.problems.append(error.message)
        }
        return check
    }

    private static let tellsOfDamage: Set<StorageError.Code> = [
        .damaged, .notADatabase, .disk, .databaseFromNewerVersion, .checksumMismatch, .migrationOrder,
    ]
}
