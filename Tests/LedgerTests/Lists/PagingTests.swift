import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct PagingTests {
    /// All pages of a list, as they come.
    private func pages<Record>(limit: Int, _ read: (PageRequest) async throws -> Page<Record>) async throws -> [[Record]] {
        var pages: [[Record]] = []
        var request = PageRequest(limit: limit)
        while true {
            let page = try await read(request)
            pages.append(page.records)
            guard let next = page.next else { return pages }
            request.after = next
        }
    }

    @Test(arguments: TestDatabases.all)
    func pagesItemsByNumber(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let rows = (1...25).map { "P\($0 + 100),Item \($0)" }.joined(separator: "\n")
            _ = try await ledger.importCSV(.items, from: .bytes(Array("no,description\n\(rows)".utf8)))
            let found = try await pages(limit: 9) { try await ledger.items(page: $0) }
            #expect(found.map(\.count) == [9, 9, 9])
            let numbers = found.flatMap { $0 }.map(\.no)
            #expect(numbers == numbers.sorted())
            #expect(Set(numbers).count == 27)
            let searched = try await pages(limit: 4) { try await ledger.items(ItemFilter(search: "ITEM p12"), page: $0) }
            #expect(searched.map(\.count) == [4, 2])
        }
    }

    @Test(arguments: TestDatabases.all)
    func filtersItems(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(
                .items,
                from: Fixture.csv("no,description,category,blocked", "100%,Ten_percent,SALE,yes", "1000,Bicycle,SALE,")
            )
            func numbers(_ filter: ItemFilter) async throws -> [String] { try await ledger.items(filter).records.map(\.no) }
            #expect(try await numbers(ItemFilter(search: "%")) == ["100%"])
            #expect(try await numbers(ItemFilter(search: "_")) == ["100%"])
            #expect(try await numbers(ItemFilter(search: "weavers SHIRT")) == ["2000"])
            #expect(try await numbers(ItemFilter(blocked: true)) == ["100%"])
            #expect(try await numbers(ItemFilter(blocked: false, category: "SALE")) == ["1000"])
        }
    }

    @Test(arguments: TestDatabases.all)
    func pagesCustomers(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let found = try await pages(limit: 1) { try await ledger.customers(page: $0) }
            #expect(found.map { $0.map(\.no) } == [["C1"], ["C2"]])
            #expect(try await ledger.customers(CustomerFilter(search: "hopper york")).records.map(\.no) == ["C2"])
            #expect(try await ledger.customers(CustomerFilter(blocked: true)).records.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func showsNewestDocumentsFirst(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            for index in 1...7 {
                _ = try await ledger.createSalesDocument(
                    Fixture.draft("#\(index)", type: index.isMultiple(of: 2) ? .invoice : .order),
                    key: "k\(index)"
                )
            }
            let all = try await pages(limit: 3) { try await ledger.salesDocuments(page: $0) }
            #expect(all.map(\.count) == [3, 3, 1])
            #expect(all.flatMap { $0 }.map(\.externalDocumentNo) == ["#7", "#6", "#5", "#4", "#3", "#2", "#1"])
            #expect(all.flatMap { $0 }.allSatisfy { $0.lines.count == 1 })
            let invoices = try await ledger.salesDocuments(DocumentFilter(types: [.invoice]))
            #expect(invoices.records.map(\.no) == ["SI-000003", "SI-000002", "SI-000001"])
            #expect(try await ledger.salesDocuments(DocumentFilter(number: "#4")).records.map(\.no) == ["SI-000002"])
            #expect(try await ledger.salesDocuments(DocumentFilter(statuses: [.posted])).records.isEmpty)
            #expect(try await ledger.salesDocuments(DocumentFilter(customerNo: "C2")).records.isEmpty)
            let bad = try await refusal { try await ledger.salesDocuments(page: PageRequest(after: "nonsense")) }
            #expect(bad?.field == "cursor")
        }
    }

    @Test(arguments: TestDatabases.all)
    func showsStockOfItems(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(
                .inventory,
                from: Fixture.csv("itemNo,variantCode,locationCode,quantity", "2000,RED,MAIN,5", "2000,BLUE,MAIN,1.5", "2000,RED,EAST,2")
            )
            _ = try await ledger.importCSV(.inventory, from: Fixture.csv("itemNo,variantCode,locationCode,quantity", "2000,RED,EAST,0"))
            #expect(try await ledger.item(no: "2000")?.stock == ["MAIN": decimal("6.5")])
            #expect(try await ledger.item(no: "1000")?.stock == [:])
            #expect(try await ledger.locations().map(\.code) == ["EAST", "MAIN"])
        }
    }
}
