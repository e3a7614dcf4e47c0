import Foundation
import Storage
import StorageTesting
import Testing

@testable import WebClient

struct AccessTokensTests {
    @Test(arguments: TestDatabases.all)
    func aTokenIsKnownByItsSecretOnly(_ kind: TestDatabase) async throws {
        try await kind.use([WebMigrations.module]) { database in
            let tokens = AccessTokens(database: database)
            let made = try await tokens.create(name: "warehouse", role: .operator)
            try await #expect(tokens.principal(secret: made.secret) == Principal(name: "warehouse", role: .operator, proof: .token))
            try await #expect(tokens.principal(secret: made.secret + "x") == nil)
            try await #expect(tokens.principal(secret: "warehouse") == nil)
            try await #expect(tokens.list().map(\.name) == ["warehouse"])
            try await #expect(tokens.list().first?.lastUsedAt != nil)
        }
    }

    @Test func theSecretIsNotInTheDatabase() async throws {
        try await TestDatabase.sqliteFile.use([WebMigrations.module]) { database in
            let made = try await AccessTokens(database: database).create(name: "a", role: .viewer)
            let rows = try await database.read { try $0.rows("SELECT * FROM web_tokens") }
            #expect(!"\(rows.map(\.values))".contains(made.secret))
            #expect(made.secret.count >= 46)
        }
    }

    @Test func namesAreUniqueAndChecked() async throws {
        try await TestDatabase.sqliteFile.use([WebMigrations.module]) { database in
            let tokens = AccessTokens(database: database)
            _ = try await tokens.create(name: "a", role: .viewer)
            await #expect(throws: AccessError.self) { _ = try await tokens.create(name: " a ", role: .viewer) }
            await #expect(throws: AccessError.self) { _ = try await tokens.create(name: " ", role: .viewer) }
            await #expect(throws: AccessError.self) { try await tokens.revoke(name: "b") }
            try await tokens.revoke(name: "a")
            try await #expect(tokens.list().isEmpty)
        }
    }

    @Test func rolesContainEachOther() {
        #expect(Role.viewer < .operator)
        #expect(Role.operator < .administrator)
        #expect(!(Role.administrator < .administrator))
    }
}
