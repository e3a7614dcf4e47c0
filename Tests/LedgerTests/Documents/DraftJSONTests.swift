import BackOffice
import Foundation
import Testing

/// Drafts come in over the API: what is left out is as if it had been left out in Swift.
@Suite struct DraftJSONTests {
    private func read<T: Decodable>(_ type: T.Type, _ json: String) throws -> T { try JSONDecoder().decode(type, from: Data(json.utf8)) }

    private func roundTrip<T: Codable & Equatable>(_ value: T) throws {
        #expect(try JSONDecoder().decode(T.self, from: JSONEncoder().encode(value)) == value)
    }

    @Test func readsShortDocuments() throws {
        let draft = try read(
            SalesDocumentDraft.self,
            """
            {"customerNo": "C1", "currency": "EUR", "pricesIncludeTax": true, "documentDate": "2026-03-31", "expectedTotal": 1004.50,
             "lines": [{"subject": {"item": "1000"}, "unitPrice": 1000},
                       {"subject": {"account": "8400", "kind": "shipping"}, "unitPrice": 4.50}]}
            """
        )
        #expect(draft.type == .order)
        #expect(draft.lines[0].subject == .item(no: "1000", variant: "", unit: ""))
        #expect(draft.lines[0].quantity == 1)
        #expect(draft.lines[1].subject == .account(no: "8400", kind: .shipping))
        #expect(draft.expectedTotal == decimal("1004.5"))
        #expect(draft.shipTo.isEmpty)
    }

    @Test func readsShortRecords() throws {
        #expect(try read(Address.self, #"{"city": "Berlin"}"#) == Address(city: "Berlin"))
        #expect(try read(CustomerDraft.self, #"{"name": "Ada"}"#) == CustomerDraft(name: "Ada"))
        let item = try read(
            ItemDraft.self,
            """
            {"description": "Mug", "unitPrice": {"amount": "7.50", "currency": "EUR"}, "variants": [{"code": "S"}],
             "references": [{"type": "barcode", "reference": "123"}]}
            """
        )
        #expect(item.unitPrice == Money(decimal("7.5"), "EUR"))
        #expect(item.baseUnit == "PCS")
        #expect(item.variants == [ItemVariant(itemNo: "", code: "S")])
        #expect(item.references == [ItemDraft.Reference(type: .barcode, reference: "123")])
        let shipment = try read(ShipmentDraft.self, #"{"packages": [{"trackingNo": "Z"}]}"#)
        #expect(shipment == ShipmentDraft(packages: [.init(trackingNo: "Z")]))
    }

    @Test(arguments: [
        #"{"currency": "EUR"}"#,
        #"{"customerNo": "C1", "currency": "EURO", "pricesIncludeTax": true, "documentDate": "x", "lines": [], "expectedTotal": 1}"#,
        #"{"customerNo": "C1", "currency": "EUR", "pricesIncludeTax": true, "documentDate": "x", "lines": [{}], "expectedTotal": 1}"#,
    ])
    func refusesWhatIsMissing(_ json: String) {
        #expect(throws: (any Error).self) { try read(SalesDocumentDraft.self, json) }
    }

    @Test func comesBackUnchanged() throws {
        var draft = Fixture.mixedDraft()
        draft.no = "#1001"
        draft.billToCustomerNo = "C2"
        draft.expectedTax = decimal("479")
        draft.lines[0].expectedAmount = 3000
        try roundTrip(draft)
        try roundTrip(CustomerDraft(no: "C7", name: "Ada", address: Address(city: "Berlin"), currency: "JPY"))
        try roundTrip(ItemDraft(description: "Mug", unitPrice: Money(1, "KWD"), weight: decimal("0.25")))
        try roundTrip(ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 2)], location: "MAIN"))
    }
}
