import Storage
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("postgres://anna:s3cret@db.example:5433/shop?sslmode=require", "postgres://anna:…@db.example:5433/shop?sslmode=require"),
        ("postgres://anna:p@ss:w@db/shop", "postgres://anna:…@db/shop"),
        (
            "postgresql://db/shop?user=anna&password=s3cret&sslmode=verify-full",
            "postgresql://db/shop?user=anna&password=…&sslmode=verify-full"
        ),
        ("postgres://anna@db/shop", "postgres://anna@db/shop"),
        ("sqlite:backroom.db", "sqlite:backroom.db"),
        ("sqlite:///var/lib/backroom.db", "sqlite:/var/lib/backroom.db"),
        ("sqlite::memory:", "sqlite::memory:"),
    ])
    func showsNoPassword(_ text: String, _ shown: String) throws {
        #expect(try DatabaseAddress(text).description == shown)
    }

    @Test(arguments: ["", "backroom.db", "mysql://x:hunter2@y", "sqlite:"])
    func refusesOtherForms(_ text: String) {
        let error = #expect(throws: StorageError.self) { try DatabaseAddress(text) }
        #expect(error?.code == .invalidAddress)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test func knowsTheDialect() throws {
        #expect(try DatabaseAddress("postgres://x/y").dialect == .postgreSQL)
        #expect(try DatabaseAddress("sqlite:x").dialect == .sqlite)
        #expect(try DatabaseAddress("sqlite:x").filePath == "x")
        #expect(DatabaseAddress.sqliteInMemory.filePath == nil)
    }
}
