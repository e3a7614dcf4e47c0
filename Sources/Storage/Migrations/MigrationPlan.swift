/// What the program's modules and the applied migrations say together: what is left to do, or why nothing may be done.
struct MigrationPlan {
    /// The steps left, in order, with their module and their position in it, from 1.
    private(set) var steps: [(module: String, position: Int, migration: Migration)] = []

    init(_ modules: [MigrationModule], applied: [AppliedMigration]) throws {
        precondition(Set(modules.map(\.name)).count == modules.count, "Two modules have the same name.")
        for module in modules {
            let done = applied.filter { $0.module == module.name }
            try Self.check(module, done)
            for (index, migration) in module.migrations.enumerated().dropFirst(done.count) {
                steps.append((module.name, index + 1, migration))
            }
        }
    }

    private static func check(_ module: MigrationModule, _ done: [AppliedMigration]) throws {
        let known = module.migrations
        if let unknown = done.first(where: { row in !known.contains { $0.name == row.name } }) {
            throw StorageError(
                .databaseFromNewerVersion,
                """
                The database was used by a newer version of this program: “\(module.name)” has the migration “\(unknown.name)”, \
                which this version does not know. Nothing was changed. Use the newer version, or restore a backup from before.
                """
            )
        }
        for (row, migration) in zip(done, known) {
            if row.name != migration.name {
                throw StorageError(
                    .migrationOrder,
                    """
                    The migrations of “\(module.name)” stand in another order: number \(row.position) is “\(row.name)” in the database \
                    and “\(migration.name)” in this version. Nothing was changed.
                    """
                )
            }
            if row.checksum != migration.checksum {
                throw StorageError(
                    .checksumMismatch,
                    """
                    The migration “\(row.name)” of “\(module.name)” was changed after it had been applied to this database \
                    (checksum \(row.checksum), now \(migration.checksum)). Nothing was changed.
                    """
                )
            }
        }
    }
}
