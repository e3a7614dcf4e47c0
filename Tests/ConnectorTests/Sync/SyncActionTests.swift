import Connector
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct SyncActionTests {
    private func entry(_ task: String, mode: SyncAction.Mode? = nil, settings: [String: String] = [:]) async throws -> (
        entry: NewEntry, mode: SyncAction.Mode
    ) {
        var found: (entry: NewEntry, mode: SyncAction.Mode)?
        try await LocalShop.use(settings: settings) { local in
            var action = SyncAction(task: task, shop: "demo")
            action.mode = mode
            found = try await action.entry(TaskRegistry(local.connector.tasks), local.connector.shops)
        }
        return try #require(found)
    }

    @Test(arguments: ["sync-orders", "30104"]) func aTaskHasNameAndNumber(_ task: String) async throws {
        let (entry, _) = try await entry(task)
        #expect(entry.task == "sync-orders")
        #expect(entry.shop == "DEMO")
        #expect(entry.parameters["retrySkipped"] == "all", "a person wants everything tried again")
    }

    @Test(arguments: ["all", "sync-all", "30099"]) func allIsATask(_ task: String) async throws {
        #expect(try await entry(task).entry.task == "sync-all")
    }

    @Test func theShopCardDecidesWhereItRuns() async throws {
        #expect(try await entry("sync-orders").mode == .background)
        #expect(try await entry("sync-orders", settings: ["allowBackgroundSyncs": "false"]).mode == .foreground)
        #expect(try await entry("sync-orders", mode: .foreground).mode == .foreground)
    }

    @Test func anUnknownTaskIsSaid() async throws {
        let error = await #expect(throws: ConnectorError.self) { _ = try await entry("sync-nothing") }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("sync-orders") == true)
    }
}
