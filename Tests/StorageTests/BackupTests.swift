import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct BackupTests {
    @Test func backsUpWhileOthersWrite() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let path = try #require(place.address.filePath)
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            for id in 1...100 { try await database.write { try $0.addItem(id) } }
            let writer = Task {
                for id in 101...400 { try await database.write { try $0.addItem(id) } }
            }
            try await database.backup(to: path + ".backup")
            try await writer.value
            await database.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder(of: path)).filter { $0.contains("unfinished") } == [])

            let copy = try await Database.open(.sqlite(path: path + ".backup"))
            let ids = try await copy.read { try $0.all(Int.self, "SELECT id FROM probe_item ORDER BY id") }
            #expect(ids.count >= 100)
            #expect(ids == Array(1...ids.count))
            #expect(try await copy.check([TestSchema.module]).isSound)
            await copy.close()
        }
    }

    @Test func neverOverwritesAFile() async throws {
        try await TestDatabase.sqliteFile.use([TestSchema.module]) { database in
            let path = try #require(database.address.filePath)
            let taken = await #expect(throws: StorageError.self) { try await database.backup(to: path) }
            #expect(taken?.code == .notEmpty)
            let nowhere = await #expect(throws: StorageError.self) { try await database.backup(to: "/nonexistent/a.db") }
            #expect(nowhere?.code == .folderMissing)
        }
    }

    @Test func restoresOverALaterState() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let path = try #require(place.address.filePath)
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            try await database.write { try $0.addItem(1) }
            try await database.backup(to: path + ".backup")
            try await database.write { tx in
                try tx.execute("DELETE FROM probe_item")
                for id in 2...5 { try tx.addItem(id) }
            }
            try await Database.restore(from: path + ".backup", to: place.address, [TestSchema.module])
            // Also who has it open sees the restored content.
            #expect(try await database.read { try $0.all(Int.self, "SELECT id FROM probe_item") } == [1])
            try await database.write { try $0.addItem(6) }
            #expect(try await database.countItems() == 2)
            #expect(try await database.read { try $0.value(String.self, "PRAGMA journal_mode") } == "wal")
            await database.close()
        }
    }

    @Test func restoresInPlaceOfADamagedFile() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let path = try #require(place.address.filePath)
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            try await database.write { try $0.addItem(1) }
            try await database.backup(to: path + ".backup")
            await database.close()
            let rubbish = Data(repeating: 0x5A, count: 8192)
            try rubbish.write(to: URL(fileURLWithPath: path))
            try await Database.restore(from: path + ".backup", to: place.address, [TestSchema.module])
            let restored = try await Database.open(place.address)
            #expect(try await restored.countItems() == 1)
            await restored.close()
            let kept = try FileManager.default.contentsOfDirectory(atPath: folder(of: path)).filter {
                $0.contains(".damaged-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
            }
            try #require(kept.count == 1)
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder(of: path) + "/" + kept[0])) == rubbish)
        }
    }

    @Test func restoresWhereThereIsNothing() async throws {
        try await TestDatabase.sqliteFile.use([TestSchema.module]) { database in
            let path = try #require(database.address.filePath)
            try await database.write { try $0.addItem(1) }
            try await database.backup(to: path + ".backup")
            try await Database.restore(from: path + ".backup", to: .sqlite(path: path + ".new"), [TestSchema.module])
            let restored = try await Database.open(.sqlite(path: path + ".new"))
            #expect(try await restored.countItems() == 1)
            await restored.close()
        }
    }

    @Test func refusesBackupsThatDoNotFit() async throws {
        try await TestDatabase.sqliteFile.use([TestSchema.module]) { database in
            let path = try #require(database.address.filePath)
            try await database.write { try $0.addItem(1) }
            try await database.backup(to: path + ".backup")
            func refusal(_ file: String, _ modules: [MigrationModule] = [TestSchema.module]) async -> StorageError.Code? {
                await #expect(throws: StorageError.self) {
                    try await Database.restore(from: file, to: database.address, modules)
                }?.code
            }
            let older = MigrationModule(name: "probe", migrations: [])
            #expect(await refusal(path + ".backup", [older]) == .databaseFromNewerVersion)
            #expect(await refusal(path + ".missing") == .connectionFailed)
            try Data("no database".utf8).write(to: URL(fileURLWithPath: path + ".text"))
            #expect(await refusal(path + ".text") == .notADatabase)
            try await Database.open(.sqlite(path: path + ".other")).close()
            #expect(await refusal(path + ".other") == .notMigrated)
            #expect(try await database.countItems() == 1)
        }
    }

    @Test func checkFindsDamage() async throws {
        try await TestDatabase.sqliteFile.usePlace { place in
            let path = try #require(place.address.filePath)
            let database = try await Database.open(place.address)
            try await database.migrate([TestSchema.module])
            try await database.write { tx in for id in 1...2000 { try tx.addItem(id) } }
            #expect(try await database.check([TestSchema.module]).problems == [])
            await database.close()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            let size = try file.seekToEnd()
            for page in stride(from: UInt64(4096 * 6), to: size, by: 4096 * 2) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: Data(repeating: 0xFF, count: 200))
            }
            try file.close()
            let damaged = try await Database.open(place.address)
            #expect(try await damaged.check([TestSchema.module]).isSound == false)
            await damaged.close()
        }
    }

    private func folder(of path: String) -> String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}
