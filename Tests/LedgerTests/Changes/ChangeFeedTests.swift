import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct ChangeFeedTests {
    @Test(arguments: TestDatabases.all)
    func tellsEachRecordOnceInOrderOfItsLastChange(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let start = try await ledger.changes(of: Set(ChangeKind.allCases), after: nil, limit: 1_000)
            #expect(!start.hasMore)
            #expect(Set(start.changes.filter { $0.kind == .item }.map(\.no)) == ["1000", "2000"])
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,unitPrice", "1000,999", "2000,20"))
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description", "2000,T-shirt", "1000,Bicycle"))
            let page = try await ledger.changes(of: [.item, .price], after: start.cursor, limit: 1_000)
            // A price alone is no change of the item; an equal row is no change at all.
            #expect(page.changes == [Change(kind: .price, no: "1000"), Change(kind: .item, no: "2000")])
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,unitPrice", "1000,998"))
            #expect(try await ledger.changes(of: [.price], after: start.cursor, limit: 10).changes == [Change(kind: .price, no: "1000")])
            let nothing = try await ledger.changes(of: [.item], after: page.cursor, limit: 10)
            #expect(nothing.changes.isEmpty)
            #expect(nothing.cursor == page.cursor)
            try await expectRefusal(field: "cursor") { try await ledger.changes(of: [.item], after: "x", limit: 1) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func pages(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let rows = (100..<150).map { "N\($0),x" }.joined(separator: "\n")
            let start = try await ledger.changes(of: [.item], after: nil, limit: 10_000).cursor
            _ = try await ledger.importCSV(.items, from: .bytes(Array("no,description\n\(rows)".utf8)))
            var cursor: String? = start
            var found: [String] = []
            var more = true
            while more {
                let page = try await ledger.changes(of: [.item], after: cursor, limit: 7)
                found += page.changes.map(\.no)
                (cursor, more) = (page.cursor, page.hasMore)
            }
            #expect(found == (100..<150).map { "N\($0)" })
        }
    }

    @Test(arguments: TestDatabases.all)
    func missesNothingWhileManyWrite(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let start = try await ledger.changes(of: [.customer], after: nil, limit: 1_000).cursor
            try await withThrowingTaskGroup(of: [String].self) { group in
                for index in 0..<40 {
                    group.addTask { [try await ledger.createCustomer(CustomerDraft(name: "N"), key: "k\(index)").no] }
                }
                group.addTask {
                    // A reader that follows: what it has passed must never come in behind it.
                    var cursor = start
                    var seen: [String] = []
                    while seen.count < 40 {
                        let page = try await ledger.changes(of: [.customer], after: cursor, limit: 3)
                        seen += page.changes.map(\.no)
                        cursor = page.cursor
                        await Task.yield()
                    }
                    return seen
                }
                let all = try await group.reduce(into: []) { $0.append($1) }
                let followed = try #require(all.first { $0.count == 40 })
                #expect(Set(followed) == Set(all.filter { $0.count == 1 }.flatMap { $0 }))
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func tellsShipmentsAndTheirTracking(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let ours = try await ledger.createSalesDocument(Fixture.mixedDraft("#1"), key: "shop/A/1")
            let theirs = try await ledger.createSalesDocument(Fixture.mixedDraft("#2"), key: "shop/AB/2")
            let first = try await ledger.ship(ours.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 1)]))
            _ = try await ledger.ship(theirs.no)
            let second = try await ledger.ship(ours.no)
            let page = try await ledger.shipments(changedAfter: nil, ownKeys: "shop/A/", limit: 1)
            #expect(page.shipments == [first])
            #expect(page.hasMore)
            let next = try await ledger.shipments(changedAfter: page.cursor, ownKeys: "shop/A/", limit: 10)
            #expect(next.shipments == [second])
            #expect(!next.hasMore)
            #expect(try await ledger.shipments(changedAfter: nil, ownKeys: nil, limit: 10).shipments.count == 3)
            let tracked = try await ledger.setTracking(of: first.no, trackingNo: "Z")
            #expect(try await ledger.shipments(changedAfter: next.cursor, ownKeys: "shop/A/", limit: 10).shipments == [tracked])
            // The same tracking again is no change.
            let cursor = try await ledger.shipments(changedAfter: nil, ownKeys: "shop/A/", limit: 10).cursor
            _ = try await ledger.setTracking(of: first.no, trackingNo: "Z")
            #expect(try await ledger.shipments(changedAfter: cursor, ownKeys: "shop/A/", limit: 10).shipments.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func tellsStockAndPictures(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let start = try await ledger.changes(of: [.stock, .picture], after: nil, limit: 100).cursor
            _ = try await ledger.adjust(itemNo: "2000", variantCode: "RED", location: "EAST", .to(3))
            _ = try await ledger.setPicture(itemNo: "1000", content: PictureTests.png)
            let page = try await ledger.changes(of: [.stock, .picture], after: start, limit: 100)
            #expect(
                page.changes == [
                    Change(kind: .stock, no: "2000", variant: "RED", location: "EAST"), Change(kind: .picture, no: "1000"),
                ]
            )
        }
    }
}
