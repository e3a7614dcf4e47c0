import Foundation
import Testing

@testable import backroom

struct ConfigurationFileTests {
    private func file(_ text: String) throws -> ConfigurationFile {
        let path = FileManager.default.temporaryDirectory.appending(path: "backroom-\(UUID().uuidString).yaml").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ConfigurationFile.read(path, mustExist: true)
    }

    @Test func valuesOfEveryScalarAreTexts() throws {
        #expect(
            try file("port: 8081\nhost: \"0.0.0.0\"\ndatabase: sqlite:x.db # ours\n").values == [
                "port": "8081", "host": "0.0.0.0", "database": "sqlite:x.db",
            ]
        )
    }

    @Test func anEmptyFileIsNoTrouble() throws {
        #expect(try file("").values.isEmpty)
        #expect(try file("# nothing\n").values.isEmpty)
    }

    @Test(arguments: ["port: [1, 2]", "prot: 8080", "- a\n- b", "port: 8080\n  host: x: y", "just text"])
    func whatIsNoMappingOfKnownKeysIsRefused(_ text: String) {
        #expect(throws: SettingsError.self) { try file(text) }
    }

    @Test func everyUnknownKeyIsNamed() throws {
        let error = #expect(throws: SettingsError.self) { try file("prot: 1\nhots: 2\nport: 3\n") }
        #expect(Set(try #require(error).items.map(\.key)) == ["prot", "hots"])
    }

    @Test func aFileThatSomebodyNamedMustBeThere() throws {
        #expect(throws: SettingsError.self) { try ConfigurationFile.read("/nowhere/backroom.yaml", mustExist: true) }
        #expect(try ConfigurationFile.read("/nowhere/backroom.yaml", mustExist: false).values.isEmpty)
    }
}
