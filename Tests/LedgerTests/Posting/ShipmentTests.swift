import BackOffice
import Foundation
import Ledger
import Storage
import StorageTesting
import Testing

@Suite struct ShipmentTests {
    @Test(arguments: TestDatabases.all)
    func shipsAllThatIsOutstanding(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "shop/DEMO/1")
            let draft = ShipmentDraft(packages: [.init(trackingNo: " 1Z 999 ", agent: "UPS")])
            let shipment = try await ledger.ship(order.no, draft)
            #expect(shipment.no == "SS-000001")
            #expect(shipment.type == .shipment)
            #expect(shipment.orderNo == order.no)
            #expect(shipment.orderKey == "shop/DEMO/1")
            #expect(shipment.externalID == order.externalID)
            #expect(shipment.lines.map(\.orderLine) == [10_000, 20_000])
            #expect(shipment.lines.map(\.externalID) == ["gid/line/1", "gid/line/2"])
            #expect(shipment.lines.map(\.location) == ["MAIN", "MAIN"])
            #expect(
                shipment.packages == [
                    Shipment.Package(
                        no: 1,
                        trackingNo: "1Z 999",
                        agent: "UPS",
                        lines: [LineQuantity(line: 10_000, quantity: 3), LineQuantity(line: 20_000, quantity: 2)]
                    )
                ]
            )
            #expect(try await ledger.shipments(numbers: [shipment.no]) == [shipment])
            let after = try #require(try await ledger.salesDocument(.order, no: order.no))
            #expect(after.status == .shipped)
            #expect(after.lines.map(\.shipped) == [3, 2, 0])
            #expect(try await Fixture.levels(ledger, "1000") == "7 0 0 0")
            #expect(try await Fixture.levels(ledger, "2000", "RED") == "3 0 0 0")
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func shipsInPartsAndPackages(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            // Lines by their place, as people count them.
            let first = try await ledger.ship(
                order.no,
                ShipmentDraft(
                    packages: [
                        .init(trackingNo: "A", agent: "DHL", lines: [LineQuantity(line: 1, quantity: 1)]),
                        .init(
                            trackingNo: "B",
                            agent: "UPS",
                            lines: [LineQuantity(line: 1, quantity: 1), LineQuantity(line: 2, quantity: 1)]
                        ),
                    ]
                )
            )
            #expect(first.lines.map(\.quantity) == [2, 1])
            #expect(first.packages.map(\.no) == [1, 2])
            #expect(first.packages.map { $0.lines.map(\.quantity) } == [[1], [1, 1]])
            #expect(try await ledger.salesDocument(.order, no: order.no)?.status == .partlyShipped)
            #expect(try await Fixture.levels(ledger, "1000") == "8 1 1 0")
            let second = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 10_000, quantity: 1)], location: "EAST"))
            #expect(second.lines.map(\.location) == ["EAST"])
            #expect(second.packages.isEmpty)
            #expect(try await Fixture.levels(ledger, "1000", at: "EAST") == "-1 0 0 0")
            #expect(try await Fixture.levels(ledger, "1000") == "8 0 0 0")
            let third = try await ledger.ship(order.no)
            #expect(third.lines.map(\.quantity) == [1])
            #expect(try await ledger.salesDocument(.order, no: order.no)?.status == .shipped)
            let list = try await ledger.shipments(ShipmentFilter(orderNo: order.no), page: PageRequest(limit: 2))
            #expect(list.records.map(\.no) == ["SS-000003", "SS-000002"])
            let rest = try await ledger.shipments(ShipmentFilter(orderNo: order.no), page: PageRequest(limit: 2, after: list.next))
            #expect(rest.records == [first])
            #expect(try await ledger.auditStock() == [])
        }
    }

    /// Two lines of one item at one place share what lies there: each has its own reservation, and shipping one leaves the other's alone.
    @Test(arguments: TestDatabases.all)
    func twoLinesOfOneItemAreTwo(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let line = { (quantity: Decimal, id: String) in
                SalesLineDraft(
                    .item(no: "1000", variant: "", unit: ""),
                    quantity: quantity,
                    unitPrice: 1000,
                    location: "MAIN",
                    externalID: id
                )
            }
            let draft = Fixture.draft(lines: [line(7, "gid/line/1"), line(5, "gid/line/2")], total: 12_000)
            let order = try await ledger.createSalesDocument(draft, key: "shop/DEMO/1")
            #expect(order.lines.map(\.reserved) == [7, 3], "ten are there")
            #expect(try await Fixture.levels(ledger, "1000") == "10 10 12 0")

            let first = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 10_000, quantity: 4)]))
            #expect(first.lines.map(\.externalID) == ["gid/line/1"])
            var after = try #require(try await ledger.salesDocument(.order, no: order.no))
            #expect(after.lines.map(\.shipped) == [4, 0])
            #expect(after.lines.map(\.reserved) == [3, 3])
            #expect(try await Fixture.levels(ledger, "1000") == "6 6 8 0")

            // The second line by its place, with the two that come in meanwhile.
            _ = try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(2))
            after = try await ledger.reserve(order.no)
            #expect(after.lines.map(\.reserved) == [3, 5])
            let second = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 2, quantity: 5)]))
            #expect(second.lines.map(\.externalID) == ["gid/line/2"])
            #expect(second.lines.map(\.quantity) == [5])
            #expect(try await Fixture.levels(ledger, "1000") == "3 3 3 0")
            #expect(try await ledger.salesDocument(.order, no: order.no)?.status == .partlyShipped)

            let stock = try await ledger.stock(of: [StockKey(itemNo: "1000")], at: ["MAIN"], ownKeys: "shop/DEMO/")
            #expect(
                stock[StockKey(itemNo: "1000")]
                    == StockLevels(onHand: 3, reserved: 3, outstanding: 3, expected: 0, ownReserved: 3, ownOutstanding: 3)
            )
            #expect(try await ledger.ship(order.no).lines.map(\.quantity) == [3])
            #expect(try await Fixture.levels(ledger, "1000") == "0 0 0 0")
            #expect(try await ledger.auditStock() == [])
        }
    }

    /// Nobody keeps a person from shipping what is set aside for another line; that line then has less set aside, never more than is there.
    @Test(arguments: TestDatabases.all)
    func aLineMayTakeWhatIsSetAsideForTheOther(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let lines = [7, 5].map {
                SalesLineDraft(.item(no: "1000", variant: "", unit: ""), quantity: $0, unitPrice: 1000, location: "MAIN")
            }
            let order = try await ledger.createSalesDocument(Fixture.draft(lines: lines, total: 12_000), key: "k")
            _ = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 20_000, quantity: 5)]))
            let after = try #require(try await ledger.salesDocument(.order, no: order.no))
            #expect(after.lines.map(\.reserved) == [5, 0])
            #expect(try await Fixture.levels(ledger, "1000") == "5 5 7 0")
            // What comes in is set aside for it again.
            _ = try await ledger.adjust(itemNo: "1000", location: "MAIN", .by(4))
            #expect(try await ledger.reserve(order.no).lines.map(\.reserved) == [7, 0])
            #expect(try await ledger.auditStock() == [])
        }
    }

    /// Another order's reservation stays, whatever is shipped: only its own lines give back what this one took.
    @Test(arguments: TestDatabases.all)
    func anotherOrdersReservationStays(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let order = { (name: String, quantity: Decimal) in
                let line = SalesLineDraft(.item(no: "1000", variant: "", unit: ""), quantity: quantity, unitPrice: 1000, location: "MAIN")
                return try await ledger.createSalesDocument(Fixture.draft(name, lines: [line], total: 1000 * quantity), key: name)
            }
            let first = try await order("#1", 7)
            let second = try await order("#2", 5)
            #expect(second.lines.map(\.reserved) == [3])
            _ = try await ledger.ship(second.no)
            #expect(try await ledger.salesDocument(.order, no: first.no)?.lines.map(\.reserved) == [7])
            #expect(try await Fixture.levels(ledger, "1000") == "5 7 7 0")
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func givesTheRestToTheOnlyOpenPackage(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let draft = ShipmentDraft(
                packages: [.init(trackingNo: "A", lines: [LineQuantity(line: 10_000, quantity: 1)]), .init(trackingNo: "B")]
            )
            let shipment = try await ledger.ship(order.no, draft)
            #expect(
                shipment.packages.map(\.lines) == [
                    [LineQuantity(line: 10_000, quantity: 1)],
                    [LineQuantity(line: 10_000, quantity: 2), LineQuantity(line: 20_000, quantity: 2)],
                ]
            )
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesWhatCannotBeShipped(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            func refused(_ draft: ShipmentDraft, _ code: BackOfficeError.Code, _ field: String) async throws {
                let error = try await refusal { try await ledger.ship(order.no, draft) }
                #expect(error?.code == code)
                #expect(error?.field == field)
            }
            try await refused(ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 4)]), .exceedsOutstanding, "lines.quantity")
            let twice = [LineQuantity(line: 1, quantity: 2), LineQuantity(line: 10_000, quantity: 2)]
            try await refused(ShipmentDraft(lines: twice), .exceedsOutstanding, "lines.quantity")
            try await refused(ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 0)]), .invalidValue, "lines.quantity")
            try await refused(ShipmentDraft(lines: [LineQuantity(line: 9, quantity: 1)]), .notFound, "lines.line")
            try await refused(ShipmentDraft(lines: [LineQuantity(line: 3, quantity: 1)]), .invalidValue, "lines.line")
            try await refused(ShipmentDraft(location: "MOON"), .notFound, "location")
            let lines = [LineQuantity(line: 1, quantity: 1)]
            let tooMuch = ShipmentDraft(lines: lines, packages: [.init(lines: [LineQuantity(line: 1, quantity: 2)])])
            try await refused(tooMuch, .exceedsOutstanding, "packages.lines")
            try await expectRefusal(.notFound) { try await ledger.ship("SO-9") }
            _ = try await ledger.ship(order.no)
            try await refused(ShipmentDraft(), .exceedsOutstanding, "lines")
            // Nothing refused has drawn a number.
            #expect(try await ledger.shipments().records.map(\.no) == ["SS-000001"])
        }
    }

    @Test(arguments: TestDatabases.all)
    func shipsOncePerKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let draft = ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 1)])
            let first = try await ledger.ship(order.no, draft, key: "s1")
            #expect(try await ledger.ship(order.no, draft, key: "s1") == first)
            try await expectRefusal(.keyConflict) { try await ledger.ship(order.no, key: "s1") }
            #expect(try await ledger.salesDocument(.order, no: order.no)?.lines[0].shipped == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func countsInBaseUnits(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.units, from: Fixture.csv("itemNo,code,quantityPerUnit", "1000,BOX,4"))
            try await Fixture.stock(ledger)
            var draft = Fixture.draft(total: 2000)
            draft.lines = [SalesLineDraft(.item(no: "1000", variant: "", unit: "box"), quantity: 2, unitPrice: 1000, location: "MAIN")]
            let order = try await ledger.createSalesDocument(draft, key: "k")
            #expect(order.lines[0].quantityPerUnit == 4)
            #expect(try await Fixture.levels(ledger, "1000") == "10 8 8 0")
            _ = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: decimal("0.5"))]))
            #expect(try await Fixture.levels(ledger, "1000") == "8 6 6 0")
            draft.lines[0].subject = .item(no: "1000", variant: "", unit: "PALLET")
            try await expectRefusal(field: "lines.unit") { try await ledger.createSalesDocument(draft, key: "k2") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func shipsWhatIsNotCountedWithoutEntries(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description,type", "S1,Repair,service"))
            var draft = Fixture.draft()
            draft.lines[0].subject = .item(no: "S1", variant: "", unit: "")
            let order = try await ledger.createSalesDocument(draft, key: "k")
            let shipment = try await ledger.ship(order.no)
            #expect(shipment.lines.map(\.item) == ["S1"])
            #expect(try await ledger.itemEntries(of: "S1").records.isEmpty)
            #expect(try await ledger.inventory(InventoryFilter(itemNo: "S1")).records.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func changesNothingOfAShipmentButItsTracking(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let shipment = try await ledger.ship(order.no)
            let tracked = try await ledger.setTracking(of: shipment.no, trackingNo: "Z1", agent: "DHL")
            #expect(tracked.packages.map(\.trackingNo) == ["Z1"])
            #expect(tracked.packages[0].lines.map(\.quantity) == [3, 2])
            let again = try await ledger.setTracking(of: shipment.no, trackingNo: "Z2")
            #expect(again.packages.map(\.agent) == ["DHL"])
            #expect(again.packages.map(\.trackingNo) == ["Z2"])
            try await expectRefusal(.notFound) { try await ledger.setTracking(of: shipment.no, trackingNo: "Z", package: 2) }
            try await expectRefusal(.notFound) { try await ledger.setTracking(of: "SS-9", trackingNo: "Z") }
            for statement in [
                "UPDATE ledger_shipment SET order_no = 'x'", "DELETE FROM ledger_shipment_line", "DELETE FROM ledger_item_entry",
            ] {
                await #expect(throws: (any Error).self, "\(statement)") {
                    try await ledger.database.write { _ = try $0.execute(.init(raw: statement)) }
                }
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func asksWhichOfSeveralPackages(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let shipment = try await ledger.ship(order.no, ShipmentDraft(packages: [.init(trackingNo: "A"), .init(trackingNo: "B")]))
            #expect(shipment.packages.allSatisfy { $0.lines.isEmpty })
            try await expectRefusal(.missingValue) { try await ledger.setTracking(of: shipment.no, trackingNo: "C") }
            let changed = try await ledger.setTracking(of: shipment.no, trackingNo: "C", package: 2)
            #expect(changed.packages.map(\.trackingNo) == ["A", "C"])
        }
    }
}
