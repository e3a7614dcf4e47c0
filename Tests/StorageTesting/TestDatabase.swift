public import Storage

/// One kind of database to test on; each use makes a fresh one and removes it afterwards.
public enum TestDatabase: String, Sendable, CustomStringConvertible {
    case sqliteFile = "SQLite in a file"
    case sqliteInMemory = "SQLite in memory"
    case postgreSQL = "PostgreSQL"

    public var dialect: Dialect { self == .postgreSQL ? .postgreSQL : .sqlite }

    public var description: String { rawValue }

    /// Opens a fresh database with the schema of the modules for the body, closes and removes it.
    public func use<T>(
        _ modules: [MigrationModule] = [],
        configuration: DatabaseConfiguration = .init(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Database) async throws -> T
    ) async throws -> T {
        try await usePlace { place in
            let database = try await Database.open(place.address, configuration: configuration)
            do {
                if !modules.isEmpty { try await database.migrate(modules) }
                let result = try await body(database)
                await database.close()
                return result
            } catch {
                await database.close()
                throw error
            }
        }
    }

    /// Makes the place of a fresh database, for tests that open it themselves, and removes it after the body.
    public func usePlace<T>(isolation: isolated (any Actor)? = #isolation, _ body: (TestPlace) async throws -> T) async throws -> T {
        let place = try await TestPlace.make(self)
        do {
            let result = try await body(place)
            await place.remove()
            return result
        } catch {
            await place.remove()
            throw error
        }
    }
}
