import Foundation
import Storage
import Testing

/// A database that a newer program used is refused with a sentence, and left as it is.
struct NewerDatabaseTests {
    @Test func isRefusedAndNotTouched() async throws {
        try await Program.use { program in
            _ = try await program.run("token", "create", "a", "--role", "viewer")
            let path = program.folder.appending(path: "backroom.db").path
            let database = try await Database.open(.sqlite(path: path))
            try await database.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO storage_migration (module, position, name, checksum, applied_at)
                    SELECT module, 1000, 'from-the-future', checksum, applied_at FROM storage_migration WHERE module = 'web' ORDER BY position LIMIT 1
                    """
                )
                return
            }
            await database.close()
            for arguments in [["token", "list"], ["db", "migrate"], ["serve", "--port", "0"]] {
                let outcome = try await program.run(arguments)
                #expect(outcome.status == 1, "\(arguments)")
                #expect(outcome.output.isEmpty, "\(arguments)")
                #expect(outcome.errors.contains("newer"), "\(arguments): \(outcome.errors)")
            }
        }
    }
}
