import Logging

extension Database {
    /// Brings the database to the schema of the modules: all steps left, in one transaction, under a lock that lets
    /// processes that start together migrate once.
    ///
    /// Modules that the database knows and the caller does not name are left alone.
    ///
    /// - Throws: ``StorageError``: `databaseFromNewerVersion`, `checksumMismatch`, `migrationOrder`, or the error of a step. Then nothing
    ///   was changed.
    public func migrate(_ modules: [MigrationModule]) async throws {
        // Most starts find nothing to do and need no lock.
        let isUpToDate = try await read { transaction in
            try MigrationPlan(modules, applied: AppliedMigration.all(transaction)).steps.isEmpty
                && transaction.hasTable("storage_migration")
        }
        if isUpToDate { return }
        let engine = engine
        let applied = try await write { transaction -> [String] in
            try engine.prepareForMigration(transaction)
            try transaction.execute(AppliedMigration.createTable)
            let plan = try MigrationPlan(modules, applied: AppliedMigration.all(transaction))
            for step in plan.steps {
                try Self.apply(step.migration, at: step.position, of: step.module, transaction)
            }
            return plan.steps.map { "\($0.module): \($0.migration.name)" }
        }
        for name in applied { logger.info("migration applied", metadata: ["migration": "\(name)"]) }
    }

    /// The migrations of the modules that the database does not have yet, as `module: name`. A look at one small table: cheap enough for
    /// a probe.
    ///
    /// - Throws: ``StorageError``: `databaseFromNewerVersion`, `checksumMismatch`, `migrationOrder`.
    public func pendingMigrations(_ modules: [MigrationModule]) async throws -> [String] {
        try await read { transaction in
            try MigrationPlan(modules, applied: AppliedMigration.all(transaction)).steps.map { "\($0.module): \($0.migration.name)" }
        }
    }

    private static func apply(_ migration: Migration, at position: Int, of module: String, _ transaction: Transaction) throws {
        do {
            for statement in migration.statements { try transaction.execute(statement) }
        } catch var error as StorageError {
            error.message = "The migration “\(migration.name)” of “\(module)” failed: \(error.message)"
            throw error
        }
        try AppliedMigration(
            module: module,
            position: position,
            name: migration.name,
            checksum: migration.checksum,
            appliedAt: transaction.now().microsecondsSince1970
        ).insert(transaction)
    }
}
