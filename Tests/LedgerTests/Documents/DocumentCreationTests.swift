import BackOffice
import Foundation
import Ledger
import Storage
import StorageTesting
import Testing

@Suite struct DocumentCreationTests {
    @Test(arguments: TestDatabases.all)
    func createsOncePerKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let first = try await ledger.createSalesDocument(Fixture.draft(), key: "shop/order/1")
            #expect(try await ledger.createSalesDocument(Fixture.draft(), key: "shop/order/1") == first)
            #expect(try await ledger.salesDocument(key: "shop/order/1") == first)
            #expect(first.no == "SO-000001")
            #expect(first.key == "shop/order/1")
            #expect(first.externalDocumentNo == "#1001")
            #expect(first.externalID == "gid://shopify/Order/#1001")
            #expect(first.status == .open)
            #expect(try await ledger.salesDocuments().records.count == 1)
            #expect(try await ledger.salesDocument(key: "other") == nil)
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesOtherContentUnderTheSameKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let first = try await ledger.createSalesDocument(Fixture.draft(), key: "k")
            var other = Fixture.draft()
            other.note = "please ring twice"
            let error = try await refusal { try await ledger.createSalesDocument(other, key: "k") }
            #expect(error?.code == .keyConflict)
            #expect(error?.record == "sales order SO-000001")
            #expect(try await ledger.salesDocument(key: "k") == first)
        }
    }

    @Test(arguments: TestDatabases.all)
    func survivesACrashBetweenCommitAndAnswer(_ kind: TestDatabase) async throws {
        guard kind != .sqliteInMemory else { return }
        try await kind.usePlace { place in
            let first = try await Database.open(place.address)
            try await first.migrate([Ledger.migrations])
            let before = Ledger(database: first)
            _ = try await before.importCSV(.customers, from: Fixture.csv("no,name", "C1,Ada"))
            _ = try await before.importCSV(.items, from: Fixture.csv("no,description", "1000,Bicycle"))
            let created = try await before.createSalesDocument(Fixture.draft(), key: "k")
            await first.close()
            let second = try await Database.open(place.address)
            let again = try await Ledger(database: second).createSalesDocument(Fixture.draft(), key: "k")
            await second.close()
            #expect(again == created)
        }
    }

    @Test(arguments: TestDatabases.all)
    func numbersConcurrentDocumentsWithoutGapsOrDoubles(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
                for index in 0..<60 {
                    group.addTask {
                        // Every third is refused after it may have drawn a number.
                        var draft = Fixture.draft("#\(index)")
                        if index.isMultiple(of: 3) { draft.expectedTotal = 1 }
                        return try? await ledger.createSalesDocument(draft, key: "k\(index)").no
                    }
                }
                return try await group.reduce(into: [String]()) { if let no = $1 { $0.append(no) } }
            }
            #expect(numbers.sorted() == (1...40).map { "SO-0000" + ($0 < 10 ? "0\($0)" : "\($0)") })
        }
    }

    @Test(arguments: TestDatabases.all)
    func createsOneDocumentWhenTheSameKeyComesAtOnce(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let numbers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<16 { group.addTask { try await ledger.createSalesDocument(Fixture.draft(), key: "same").no } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(numbers == ["SO-000001"])
            #expect(try await ledger.salesDocuments().records.count == 1)
        }
    }

    @Test(arguments: TestDatabases.all, SalesDocumentType.allCases)
    func numbersEachTypeInItsOwnSeries(_ kind: TestDatabase, _ type: SalesDocumentType) async throws {
        let prefixes: [SalesDocumentType: String] = [.order: "SO-", .invoice: "SI-", .creditMemo: "CM-", .returnOrder: "RO-"]
        try await Fixture.use(kind) { ledger in
            let document = try await ledger.createSalesDocument(Fixture.draft(type: type), key: "k")
            #expect(document.no == (prefixes[type] ?? "?") + "000001")
            #expect(document.type == type)
        }
    }

    @Test(arguments: TestDatabases.all)
    func takesTheShopsNumberWhenAsked(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            var draft = Fixture.draft("#1001")
            draft.no = "#1001"
            #expect(try await ledger.createSalesDocument(draft, key: "a").no == "#1001")
            let taken = try await refusal { try await ledger.createSalesDocument(draft, key: "b") }
            #expect(taken?.code == .alreadyExists)
            draft.no = "SO-000001"
            _ = try await ledger.createSalesDocument(draft, key: "c")
            #expect(try await ledger.createSalesDocument(Fixture.draft(), key: "d").no == "SO-000002")
        }
    }

    @Test(arguments: TestDatabases.all)
    func previewsWithoutChangingAnything(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let preview = try await ledger.previewSalesDocument(Fixture.draft())
            #expect(preview.no == "")
            #expect(preview.total == Money(1000, "EUR"))
            #expect(try await ledger.salesDocuments().records.isEmpty)
            #expect(try await ledger.createSalesDocument(Fixture.draft(), key: "k").no == "SO-000001")
            let refused = try await refusal { try await ledger.previewSalesDocument(Fixture.draft(total: 1)) }
            #expect(refused?.code == .totalMismatch)
        }
    }

    @Test func hasTheAgreedNamesInJSON() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let document = try await ledger.createSalesDocument(Fixture.draft(), key: "k")
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let json = String(decoding: try encoder.encode(document), as: UTF8.self)
            for name in [
                "type", "no", "externalDocumentNo", "customerNo", "currency", "lines", "item", "variant", "description", "quantity",
                "unitPrice", "discount", "tax", "total", "shipped", "invoiced", "status",
            ] {
                #expect(json.contains("\"\(name)\":"), "\(name) in \(json)")
            }
            #expect(json.contains(#""total":{"amount":"1000.00","currency":"EUR"}"#))
            #expect(json.contains(#""quantity":1,"#))
        }
    }
}
