import Foundation
public import Storage

/// Where a database of one test lives; several processes or handles may open it until it is removed.
public struct TestPlace: Sendable {
    public let address: DatabaseAddress
    private let cleanUp: @Sendable () async -> Void

    public static func make(_ kind: TestDatabase) async throws -> TestPlace {
        switch kind {
        case .sqliteInMemory: return TestPlace(address: .sqliteInMemory, cleanUp: {})
        case .sqliteFile:
            let folder = FileManager.default.temporaryDirectory.appending(path: "backroom-test-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestPlace(address: .sqlite(path: folder.appending(path: "test.db").path)) {
                try? FileManager.default.removeItem(at: folder)
            }
        }
    }

    /// Removes the database; it must be closed by then.
    public func remove() async { await cleanUp() }
}
