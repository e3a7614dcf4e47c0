import Foundation

/// The engines that tests run on.
///
///     @Test(arguments: TestDatabases.all)
///     func countsRows(_ kind: TestDatabase) async throws {
///         try await kind.use([.jobs]) { database in … }
///     }
public enum TestDatabases {
    /// The address of a PostgreSQL in which tests may make and drop schemas, from `BACKROOM_TEST_POSTGRES`.
    static let postgreSQLAddress: String? = {
        guard let address = ProcessInfo.processInfo.environment["BACKROOM_TEST_POSTGRES"], !address.isEmpty else { return nil }
        return address
    }()

    /// Every engine that is available: SQLite in a file and in memory, and PostgreSQL when `BACKROOM_TEST_POSTGRES` holds an address.
    public static let all: [TestDatabase] = [.sqliteFile, .sqliteInMemory] + postgreSQL

    /// PostgreSQL, or nothing when there is none.
    public static let postgreSQL: [TestDatabase] = postgreSQLAddress == nil ? [] : [.postgreSQL]

    /// Those that several processes or handles can open at once.
    public static let shared: [TestDatabase] = all.filter { $0 != .sqliteInMemory }
}
