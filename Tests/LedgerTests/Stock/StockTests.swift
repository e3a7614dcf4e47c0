import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct StockTests {
    @Test(arguments: TestDatabases.all)
    func knowsLevelsOverLocations(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            _ = try await ledger.createSalesDocument(Fixture.mixedDraft("#1"), key: "shop/A/1")
            _ = try await ledger.createSalesDocument(Fixture.mixedDraft("#2", type: .returnOrder), key: "shop/A/2")
            _ = try await ledger.createSalesDocument(Fixture.mixedDraft("#3"), key: "shop/B/3")
            let red = StockKey(itemNo: "2000", variantCode: "RED")
            let keys: Set = [red, StockKey(itemNo: "1000"), StockKey(itemNo: "2000"), StockKey(itemNo: "NOPE")]
            let levels = try await ledger.stock(of: keys, at: ["MAIN", "EAST"], ownKeys: "shop/A/")
            #expect(Set(levels.keys) == [red, StockKey(itemNo: "1000")])
            let shirts = try #require(levels[red])
            #expect(shirts == StockLevels(onHand: 7, reserved: 4, outstanding: 4, expected: 2, ownReserved: 2, ownOutstanding: 2))
            #expect(shirts.available(.projectedAvailableBalance) == 5)
            #expect(shirts.available(.freeInventory) == 3)
            // The shop takes its own two off by itself.
            #expect(shirts.onHand(forShop: .projectedAvailableBalance) == 7)
            #expect(shirts.onHand(forShop: .freeInventory) == 5)
            let east = try await ledger.stock(of: [red], at: ["EAST"], ownKeys: nil)
            #expect(east[red]?.onHand == 2)
            #expect(try await ledger.stock(of: [red], at: [], ownKeys: nil).isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func reservesWhatIsFree(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let orders = try await [1, 2, 3, 4].asyncMap {
                try await ledger.createSalesDocument(Fixture.mixedDraft("#\($0)"), key: "k\($0)")
            }
            #expect(orders.map { $0.lines[0].reserved } == [3, 3, 3, 1])
            #expect(orders.map { $0.lines[1].reserved } == [2, 2, 1, 0])
            #expect(try await Fixture.levels(ledger, "1000") == "10 10 12 0")
            // What comes in is free until somebody asks for it.
            _ = try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(1))
            #expect(try await ledger.reserve(orders[3].no).lines[0].reserved == 2)
            #expect(try await ledger.reserve(orders[3].no).lines[0].reserved == 2)
            #expect(try await ledger.releaseReservation(orders[0].no).lines[0].reserved == 0)
            #expect(try await ledger.reserve(orders[3].no).lines[0].reserved == 3)
            #expect(try await Fixture.levels(ledger, "1000") == "11 9 12 0")
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func adjusts(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let first = try await ledger.adjust(itemNo: "2000", variantCode: "red", location: "main", .to(decimal("7.5")))
            #expect(first.quantity == decimal("7.5"))
            #expect(first.variantCode == "RED")
            #expect(first.locationCode == "MAIN")
            #expect(try await ledger.adjust(itemNo: "2000", variantCode: "RED", location: "MAIN", .by(-7)).quantity == decimal("0.5"))
            #expect(
                try await ledger.adjust(itemNo: "2000", variantCode: "RED", location: "MAIN", .to(decimal("0.5"))).quantity
                    == decimal("0.5")
            )
            let entries = try await ledger.itemEntries(of: "2000").records
            #expect(entries.map(\.quantity) == [-7, decimal("7.5")])
            #expect(entries.map(\.type) == [.adjustment, .adjustment])
            #expect(entries.map(\.entryNo) == [2, 1])
            let below = try await refusal { try await ledger.adjust(itemNo: "2000", variantCode: "RED", location: "MAIN", .by(-1)) }
            #expect(below?.field == "quantity")
            #expect(below?.record == "stock of item 2000, variant RED at MAIN")
            try await expectRefusal(.invalidValue) { try await ledger.adjust(itemNo: "2000", location: "MAIN", .to(-1)) }
            try await expectRefusal(record: "item 9") { try await ledger.adjust(itemNo: "9", location: "MAIN", .to(1)) }
            try await expectRefusal(field: "location") { try await ledger.adjust(itemNo: "2000", location: "MOON", .to(1)) }
            try await expectRefusal(field: "variant") {
                try await ledger.adjust(itemNo: "2000", variantCode: "X", location: "MAIN", .to(1))
            }
            try await expectRefusal(.invalidValue) {
                try await ledger.adjust(itemNo: "2000", location: "MAIN", .to(decimal("0.000001")))
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func mendsAStockBelowZero(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            _ = try await ledger.ship(order.no)
            #expect(try await Fixture.levels(ledger, "1000") == "-3 0 0 0")
            #expect(try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(1)).quantity == -2)
            try await expectRefusal(.invalidValue) { try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(-1)) }
            #expect(try await ledger.adjust(itemNo: "1000", location: "MAIN", .to(0)).quantity == 0)
        }
    }

    @Test(arguments: TestDatabases.all)
    func countsRightWhenManyPostAtOnce(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.adjust(itemNo: "1000", location: "MAIN", .to(500))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        let order = try await ledger.createSalesDocument(Fixture.mixedDraft("#\(index)"), key: "k\(index)")
                        _ = try await ledger.ship(order.no)
                    }
                    group.addTask { _ = try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(1)) }
                }
                try await group.waitForAll()
            }
            #expect(try await Fixture.levels(ledger, "1000") == "460 0 0 0")
            let entries = try await ledger.itemEntries(of: "1000", page: PageRequest(limit: 1_000)).records
            #expect(entries.reduce(0) { $0 + $1.quantity } == 460)
            #expect(try await ledger.auditStock() == [])
        }
    }

    /// What was added to the sums must be taken off again, whatever became of the item meanwhile.
    @Test(arguments: TestDatabases.all, ["ship", "cancel", "change", "post"])
    func keepsSumsWhenAnItemChangesItsType(_ kind: TestDatabase, _ action: String) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let type: SalesDocumentType = action == "post" ? .invoice : .order
            let document = try await ledger.createSalesDocument(Fixture.mixedDraft(type: type), key: "k")
            _ = try await ledger.createSalesDocument(Fixture.mixedDraft("#2", type: .returnOrder), key: "r")
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,type", "1000,service", "2000,nonInventory"))
            switch action {
            case "ship": _ = try await ledger.ship(document.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 3)]))
            case "cancel": _ = try await ledger.cancelSalesDocument(key: "k")
            case "change": _ = try await ledger.changeSalesDocument(key: "k", to: Fixture.mixedDraft("#1-B"))
            default: _ = try await ledger.postInvoice(document.no)
            }
            let differences = try await ledger.auditStock()
            #expect(differences == [])
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 0 3")
        }
    }

    @Test(arguments: TestDatabases.all)
    func takesTheOnlyLocation(_ kind: TestDatabase) async throws {
        try await kind.use([Ledger.migrations]) { database in
            let ledger = Ledger(database: database)
            _ = try await ledger.importCSV(.locations, from: Fixture.csv("code", "ONLY"))
            _ = try await ledger.importCSV(.customers, from: Fixture.csv("no,name", "C1,Ada"))
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description", "1000,Bicycle"))
            let order = try await ledger.createSalesDocument(Fixture.draft(), key: "k")
            #expect(order.lines.map(\.location) == ["ONLY"])
            #expect(try await ledger.ship(order.no).lines.map(\.location) == ["ONLY"])
            #expect(try await Fixture.levels(ledger, "1000", at: "ONLY") == "-1 0 0 0")
            // With several, and none named, it is nowhere in particular.
            _ = try await ledger.importCSV(.locations, from: Fixture.csv("code", "SECOND"))
            let second = try await ledger.createSalesDocument(Fixture.draft("#2"), key: "k2")
            #expect(try await ledger.ship(second.no).lines.map(\.location) == [""])
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func pagesInventoryAndEntries(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let first = try await ledger.inventory(page: PageRequest(limit: 2))
            #expect(first.records.map(\.itemNo) == ["1000", "2000"])
            let second = try await ledger.inventory(page: PageRequest(limit: 2, after: first.next))
            #expect(second.records.map(\.locationCode) == ["MAIN"])
            #expect(second.next == nil)
            #expect(try await ledger.inventory(InventoryFilter(location: "EAST")).records.map(\.quantity) == [2])
            let entries = try await ledger.itemEntries(of: "2000", page: PageRequest(limit: 1))
            #expect(
                try await ledger.itemEntries(of: "2000", page: PageRequest(limit: 1, after: entries.next)).records.map(\.entryNo) == [2]
            )
        }
    }

    @Test(arguments: TestDatabases.all)
    func importsCountsByPostingTheDifference(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let file = Fixture.csv("itemNo,locationCode,variantCode,quantity", "1000,main,,4", "2000,MAIN,red,5", "2000,EAST,BLUE,1.25")
            let dry = try await ledger.importCSV(.inventory, from: file, dryRun: true)
            #expect(
                dry.changes == [
                    RecordChange(record: "stock of item 1000 at MAIN", field: "quantity", from: "10", to: "4"),
                    RecordChange(record: "stock of item 2000, variant BLUE at EAST", field: "quantity", from: "", to: "1.25"),
                ]
            )
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 0 0")
            let result = try await ledger.importCSV(.inventory, from: file)
            #expect(result.counts.updated == 1 && result.counts.created == 1 && result.counts.unchanged == 1)
            #expect(try await Fixture.levels(ledger, "1000") == "4 0 0 0")
            #expect(try await ledger.itemEntries(of: "1000").records.map(\.quantity) == [-6, 10])
        }
    }
}

extension Array {
    /// One after the other.
    func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
