import BackOffice
import Ledger
import Storage
import StorageTesting
import Testing

@Suite struct LedgerConformanceTests {
    @Test(arguments: TestDatabases.all)
    func isABackOffice(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let conformance = BackOfficeConformance(backOffice: ledger)
            try await conformance.answers()
            try await conformance.findsCustomers()
            try await conformance.findsItems()
            try await conformance.createsOncePerKey()
            try await conformance.refuses()
        }
    }

    @Test func hasEveryCapability() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let backOffice: any BackOffice = ledger
            #expect(backOffice is any CustomerCreating)
            #expect(backOffice is any CustomerReporting)
            #expect(backOffice is any CustomerRedacting)
            #expect(backOffice is any ItemCreating)
            #expect(backOffice is any ItemReporting)
            #expect(backOffice is any CreditMemoCreating)
            #expect(backOffice is any SalesDocumentPreviewing)
            #expect(backOffice is any SalesDocumentChanging)
            #expect(backOffice is any StockReporting)
            #expect(backOffice is any PriceReporting)
            #expect(backOffice is any PictureStoring)
            #expect(backOffice is any ShipmentReporting)
            #expect(backOffice is any ReceiptPosting)
            #expect(backOffice is any ChangeReporting)
        }
    }

    @Test(arguments: TestDatabases.all)
    func goesThroughItemsAndCustomers(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let first = try await ledger.items(after: nil, limit: 1)
            #expect(first.map(\.no) == ["1000"])
            let second = try await ledger.items(after: "1000", limit: 5)
            #expect(second.map(\.no) == ["2000"])
            #expect(second[0].variants.count == 2)
            let end = try await ledger.items(after: "2000", limit: 5)
            #expect(end.isEmpty)
            let customers = try await ledger.customers(after: "C1", limit: 5)
            #expect(customers.map(\.no) == ["C2"])
        }
    }

    @Test(arguments: TestDatabases.shared)
    func saysWhenItsTablesAreMissing(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            try await expectRefusal(.unreachable) { try await Ledger(database: database).checkConnection() }
        }
    }

    /// Two nodes, or a command beside the server: the same file, two handles.
    @Test(arguments: TestDatabases.shared)
    func isOneLedgerForTwoHandles(_ kind: TestDatabase) async throws {
        try await kind.usePlace { place in
            let first = try await Storage.Database.open(place.address)
            let second = try await Storage.Database.open(place.address)
            try await first.migrate([Ledger.migrations])
            let ledgers = [Ledger(database: first), Ledger(database: second)]
            _ = try await ledgers[0].importCSV(.customers, from: Fixture.csv("no,name", "C1,Ada"))
            _ = try await ledgers[1].importCSV(.items, from: Fixture.csv("no,description", "1000,Bicycle"))
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for index in 0..<40 {
                    // Each key is asked for by both.
                    for ledger in ledgers {
                        group.addTask { try await ledger.createSalesDocument(Fixture.draft("#\(index)"), key: "k\(index)").no }
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(numbers.count == 80)
            #expect(Set(numbers).count == 40)
            #expect(Set(numbers).max() == "SO-000040")
            let audit = try await ledgers[1].auditStock()
            #expect(audit == [])
            await first.close()
            await second.close()
        }
    }
}
