import Foundation
import Testing

@testable import backroom

struct SecretKeyFileTests {
    private func folder<T>(_ body: (String) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "backroom-key-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder.appending(path: "x.db").path)
    }

    @Test func isMadeOnceForItsOwnerOnly() async throws {
        try await folder { database in
            let first = try SecretKeyFile.load(configured: nil, sqlitePath: database)
            #expect(first.count == 32)
            #expect(Set(first).count > 4)
            let mode = try FileManager.default.attributesOfItem(atPath: database + ".key")[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try SecretKeyFile.load(configured: nil, sqlitePath: database) == first)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: URL(fileURLWithPath: database).deletingLastPathComponent().path) == [
                    "x.db.key"
                ]
            )
        }
    }

    @Test func manyStartsAtOnceAgree() async throws {
        try await folder { database in
            let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<16 { group.addTask { try SecretKeyFile.load(configured: nil, sqlitePath: database) } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
        }
    }

    @Test func aConfiguredKeyWinsAndMustHave32Bytes() async throws {
        try await folder { database in
            let configured = Data(repeating: 9, count: 32).base64EncodedString()
            try #expect(SecretKeyFile.load(configured: configured, sqlitePath: database) == [UInt8](repeating: 9, count: 32))
            #expect(!FileManager.default.fileExists(atPath: database + ".key"))
        }
    }

    @Test func aDamagedKeyIsNeverReplaced() async throws {
        try await folder { database in
            try Data("nonsense".utf8).write(to: URL(fileURLWithPath: database + ".key"))
            #expect(throws: SecretKeyError.self) { try SecretKeyFile.load(configured: nil, sqlitePath: database) }
            #expect(FileManager.default.contents(atPath: database + ".key") == Data("nonsense".utf8))
        }
    }

    @Test func withoutAFileItMustBeGiven() {
        #expect(throws: SecretKeyError.self) { try SecretKeyFile.load(configured: nil, sqlitePath: nil) }
    }
}
