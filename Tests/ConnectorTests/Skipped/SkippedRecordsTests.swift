import Connector
import Foundation
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import Connector

@Suite struct SkippedRecordsTests {
    @Test(arguments: [(1, 60.0), (2, 120), (5, 960), (9, 15_360), (10, 21_600), (60, 21_600)])
    func pauseDoublesUpToSixHours(_ attempts: Int, _ seconds: Double) {
        #expect(SkippedRecord.delay(afterAttempts: attempts) == seconds)
    }

    @Test(arguments: TestDatabases.all) func recordIsParkedOnceAndLeavesByPersonOrSuccess(_ kind: TestDatabase) async throws {
        try await LocalShop.use(kind) { local in
            for reason in ["first", "second"] {
                try await local.database.write { tx in
                    try SkippedStore(tx: tx, shop: "DEMO", task: .syncOrders)
                        .park("gid://shopify/Order/1", name: "#1", Failure(reason: reason, code: "x", field: "f"))
                }
            }
            let listed = try await local.connector.skipped.list(shop: "demo")
            #expect(listed.count == 1)
            #expect(listed[0].attempts == 2)
            #expect(listed[0].reason == "second")
            #expect(listed[0].nextTry > listed[0].lastTry)
            let due = { try await local.database.read { try SkippedStore(tx: $0, shop: "DEMO", task: .syncOrders).due(all: false) } }
            #expect(try await due() == [])
            try await local.connector.skipped.retry(listed[0].id)
            #expect(try await due() == ["gid://shopify/Order/1"])
            try await local.connector.skipped.dismiss(listed[0].id)
            #expect(try await local.connector.skipped.list() == [])
            let error = await #expect(throws: ConnectorError.self) { try await local.connector.skipped.dismiss(listed[0].id) }
            #expect(error?.code == .notFound)
        }
    }
}
