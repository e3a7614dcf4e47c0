import BackOffice
import Foundation
import ShopifyAdmin
import Testing

@testable import Connector

@Suite struct ShipmentPlanTests {
    private func shipment(_ lines: [(String, Int)], packages: [Shipment.Package] = []) -> Shipment {
        Shipment(
            no: "SH1",
            type: .shipment,
            orderNo: "SO1",
            orderKey: "DEMO/o",
            externalDocumentNo: "#1001",
            externalID: "o",
            customerNo: "C1",
            shipTo: Address(),
            shipmentMethod: "",
            shippingAgent: "DHL",
            postedAt: Date(timeIntervalSince1970: 0),
            lines: lines.enumerated().map { index, line in
                Shipment.Line(
                    orderLine: (index + 1) * 10_000,
                    item: line.0,
                    variant: "",
                    unit: "PCS",
                    description: "Item \(line.0)",
                    quantity: Decimal(line.1),
                    location: "MAIN",
                    externalID: line.0
                )
            },
            packages: packages
        )
    }

    private func open(
        _ id: String,
        _ place: String,
        _ lines: [(String, Int)],
        status: String = "OPEN",
        thirdParty: Bool = false,
        holds: [String] = []
    ) -> OpenFulfillmentOrder {
        OpenFulfillmentOrder(
            id: id,
            status: status,
            locationID: place,
            locationName: place,
            isThirdParty: thirdParty,
            holdReasons: holds,
            lines: lines.map { .init(id: "\(id)/\($0.0)", orderLineID: $0.0, remaining: $0.1) }
        )
    }

    @Test func quantityIsTakenFromSeveralFulfillmentOrders() throws {
        let plan = try ShipmentPlan.make(shipment([("A", 5)]), [open("1", "East", [("A", 2)]), open("2", "West", [("A", 4)])]).get()
        #expect(plan.fulfillments.map(\.locationID) == ["East", "West"])
        #expect(plan.fulfillments.map { $0.parts.map(\.quantity) } == [[2], [3]])
    }

    @Test func oneLocationIsOneFulfillment() throws {
        let orders = [open("1", "East", [("A", 2), ("B", 1)]), open("2", "East", [("A", 1)])]
        let plan = try ShipmentPlan.make(shipment([("A", 3), ("B", 1)]), orders).get()
        #expect(plan.fulfillments.count == 1)
        #expect(plan.fulfillments[0].quantities == ["A": 3, "B": 1])
        #expect(Set(plan.fulfillments[0].parts.map(\.fulfillmentOrderID)) == ["1", "2"])
    }

    @Test func packagesWithContentGoByThemselves() throws {
        let packages = [
            Shipment.Package(no: 1, trackingNo: "T1", agent: "", lines: [LineQuantity(line: 10_000, quantity: 1)]),
            Shipment.Package(no: 2, trackingNo: "T2", agent: "UPS", lines: [LineQuantity(line: 20_000, quantity: 2)]),
        ]
        let orders = [open("1", "East", [("A", 1), ("B", 2)])]
        let plan = try ShipmentPlan.make(shipment([("A", 1), ("B", 2)], packages: packages), orders).get()
        #expect(plan.fulfillments.map(\.trackingNumbers) == [["T1"], ["T2"]])
        #expect(plan.fulfillments.map(\.agent) == ["DHL", "UPS"])
        #expect(plan.fulfillments.map(\.quantities) == [["A": 1], ["B": 2]])
    }

    @Test func packagesOfUnknownContentShareOne() throws {
        let packages = ["T1", "T2"].enumerated().map { Shipment.Package(no: $0.offset + 1, trackingNo: $0.element, agent: "", lines: []) }
        let plan = try ShipmentPlan.make(shipment([("A", 1)], packages: packages), [open("1", "East", [("A", 1)])]).get()
        #expect(plan.fulfillments.map(\.trackingNumbers) == [["T1", "T2"]])
    }

    @Test func moreThanIsOpenIsNamed() throws {
        let result = ShipmentPlan.make(shipment([("A", 3)]), [open("1", "East", [("A", 2)])])
        guard case .failure(let error) = result else { return #expect(Bool(false), "the plan must fail") }
        #expect(error.words == ["Line “Item A”: 3 shipped, 2 open in the shop: the shop has no more of it to ship."])
    }

    @Test(arguments: [
        ("hold", "it is on hold at “East” (INVENTORY_OUT_OF_STOCK)"), ("third", "“East” is another's fulfillment service"),
        ("closed", "its fulfillment order at “East” is closed"),
    ])
    func reasonsAreSaid(_ kind: String, _ words: String) throws {
        let order =
            switch kind {
            case "hold": open("1", "East", [("A", 1)], status: "ON_HOLD", holds: ["INVENTORY_OUT_OF_STOCK"])
            case "third": open("1", "East", [("A", 1)], thirdParty: true)
            default: open("1", "East", [("A", 1)], status: "CLOSED")
            }
        guard case .failure(let error) = ShipmentPlan.make(shipment([("A", 1)]), [order]) else {
            return #expect(Bool(false), "the plan must fail")
        }
        #expect(error.words[0].contains(words))
    }

    @Test func trackingNamesCompanyAndAddress() {
        let plan = FulfillmentPlan(locationID: "L", parts: [], trackingNumbers: ["T1"], agent: "DHL")
        let mapped = Tracking(plan, agents: ["DHL": "DHL Express|https://example.com/{tracking}"])
        #expect(mapped.input?.company == "DHL Express")
        #expect(mapped.input?.url == "https://example.com/T1")
        #expect(Tracking(plan, agents: [:]).input?.company == "DHL")
        #expect(mapped.text != Tracking(plan, agents: [:]).text)
        var several = plan
        several.trackingNumbers = ["T1", "T2"]
        #expect(Tracking(several, agents: [:]).input?.numbers == ["T1", "T2"])
        several.trackingNumbers = []
        #expect(Tracking(several, agents: [:]).input == nil)
    }
}
