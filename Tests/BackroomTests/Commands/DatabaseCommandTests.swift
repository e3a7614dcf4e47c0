import Testing

/// Backups of a database that others use.
@Suite(.timeLimit(.minutes(1))) struct DatabaseCommandTests {
    @Test func nothingIsReplacedBelowAServer() async throws {
        try await Program.use { program in
            _ = try await program.run("token", "create", "a", "--role", "viewer")
            try await #expect(program.run("db", "backup", "before.db").status == 0)
            _ = try await program.run("token", "create", "b", "--role", "viewer")
            let server = try program.start("serve", "--port", "0")
            while try await program.run("doctor").output.contains("1 worker process alive") == false {}
            let refused = try await program.run("db", "restore", "before.db")
            #expect(refused.status == 4 && refused.errors.contains("stop it first"), "\(refused.errors)")
            try await #expect(program.run("token", "list", "--json").output.contains("\"b\""))
            try await server.stop()
            let restored = try await program.run("db", "restore", "before.db")
            #expect(restored.status == 0, "\(restored.errors)")
            try await #expect(program.run("token", "list", "--json").output.contains("\"b\"") == false)
        }
    }
}
