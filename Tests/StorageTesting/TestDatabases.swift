/// The engines that tests run on.
///
///     @Test(arguments: TestDatabases.all)
///     func countsRows(_ kind: TestDatabase) async throws {
///         try await kind.use([.jobs]) { database in … }
///     }
public enum TestDatabases {
    /// Every engine that is available: SQLite in a file and in memory, and PostgreSQL when `BACKROOM_TEST_POSTGRES` holds an address.
    public static let all: [TestDatabase] = [.sqliteFile, .sqliteInMemory]

    /// Those that several processes or handles can open at once.
    public static let shared: [TestDatabase] = all.filter { $0 != .sqliteInMemory }
}
