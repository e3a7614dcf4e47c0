import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct ItemTests {
    @Test(arguments: TestDatabases.all)
    func findsByEveryKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.units, from: Fixture.csv("itemNo,code,quantityPerUnit", "1000,BOX,4"))
            _ = try await ledger.importCSV(
                .references,
                from: Fixture.csv(
                    "itemNo,variantCode,type,reference,unit",
                    "1000,,vendor,V-77,BOX",
                    "1000,,barcode,012345678905,",
                    "2000,BLUE,barcode,77,"
                )
            )
            let expected: [ItemKey: ItemMatch] = [
                .no(" 1000 "): ItemMatch(itemNo: "1000", unit: "PCS", description: "Bicycle"),
                .variantCode("red"): ItemMatch(itemNo: "2000", variantCode: "RED", unit: "PCS", description: "Shirt red"),
                .noAndVariantCode(no: "2000", code: "blue"):
                    ItemMatch(itemNo: "2000", variantCode: "BLUE", unit: "PCS", description: "Shirt blue"),
                .vendorItemNo("v-77", vendor: "acme"): ItemMatch(itemNo: "1000", unit: "BOX", description: "Bicycle"),
                .vendorItemNo("V-77", vendor: ""): ItemMatch(itemNo: "1000", unit: "BOX", description: "Bicycle"),
                .barcode("4006381333931"): ItemMatch(itemNo: "1000", unit: "PCS", description: "Bicycle"),
                // UPC-A and EAN-13 of the same article.
                .barcode("0012345678905"): ItemMatch(itemNo: "1000", unit: "PCS", description: "Bicycle"),
                .barcode("5901234123457"): ItemMatch(itemNo: "2000", variantCode: "RED", unit: "PCS", description: "Shirt red"),
                .barcode("77"): ItemMatch(itemNo: "2000", variantCode: "BLUE", unit: "PCS", description: "Shirt"),
            ]
            let found = try await ledger.items(matching: Set(expected.keys))
            for (key, match) in expected { #expect(found[key] == [match], "\(key)") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func leavesOutWhatIsNotThere(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let keys: Set<ItemKey> = [
                .no("100"), .no(""), .variantCode("GREEN"), .noAndVariantCode(no: "1000", code: "RED"), .barcode(""), .barcode("000"),
                .vendorItemNo("4006381333931", vendor: ""), .vendorItemNo("V-77", vendor: "Other"),
            ]
            let found = try await ledger.items(matching: keys)
            #expect(found.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func tellsAmbiguousAndBlockedMatches(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description,blocked,salesBlocked", "3000,A,yes,", "4000,B,,1"))
            _ = try await ledger.importCSV(.variants, from: Fixture.csv("itemNo,code", "3000,RED"))
            let found = try await ledger.items(matching: [.variantCode("RED"), .no("4000")])
            #expect(found[.variantCode("RED")]?.map(\.itemNo) == ["2000", "3000"])
            #expect(found[.variantCode("RED")]?.map(\.blocked) == [false, true])
            #expect(found[.no("4000")]?.map(\.blocked) == [true])
        }
    }

    @Test(arguments: TestDatabases.all)
    func createsWithVariantsAndReferences(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let draft = ItemDraft(
                description: "Mug",
                unitPrice: Money(decimal("7.50"), "EUR"),
                vendor: "Potters",
                variants: [ItemVariant(itemNo: "", code: "S"), ItemVariant(itemNo: "", code: "L", unitPrice: Money(9, "EUR"))],
                references: [.init(variantCode: "L", type: .barcode, reference: "123456")]
            )
            let item = try await ledger.createItem(draft, key: "product/1")
            #expect(item.no == "I000001")
            #expect(item.variants.map(\.itemNo) == [item.no, item.no])
            #expect(try await ledger.createItem(draft, key: "product/1").no == item.no)
            #expect(try await ledger.items(matching: [.barcode("123456")]).values.first?.first?.variantCode == "L")
            let read = try #require(try await ledger.item(no: item.no))
            #expect(read.unitPrice == Money(decimal("7.5"), "EUR"))
            #expect(read.variants.first { $0.code == "L" }?.unitPrice == Money(9, "EUR"))
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesBadDrafts(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let price = Money(1, "EUR")
            let drafts: [(ItemDraft, BackOfficeError.Code, String)] = [
                (ItemDraft(no: "1000", description: "X", unitPrice: price), .alreadyExists, "no"),
                (ItemDraft(no: "a\u{7}b", description: "X", unitPrice: price), .invalidValue, "no"),
                (ItemDraft(no: String(repeating: "x", count: 51), description: "X", unitPrice: price), .invalidValue, "no"),
                (ItemDraft(description: "", unitPrice: price), .missingValue, "description"),
                (
                    ItemDraft(
                        description: "X",
                        unitPrice: price,
                        variants: [ItemVariant(itemNo: "", code: "a"), ItemVariant(itemNo: "", code: "A")]
                    ), .alreadyExists, "variants.code"
                ),
            ]
            for (index, (draft, code, field)) in drafts.enumerated() {
                let error = try await refusal { try await ledger.createItem(draft, key: "k\(index)") }
                #expect(error?.code == code)
                #expect(error?.field == field)
            }
            // A refused draft leaves no hole in the numbers.
            #expect(try await ledger.createItem(ItemDraft(description: "X", unitPrice: price), key: "good").no == "I000001")
        }
    }

    @Test(arguments: TestDatabases.all)
    func addsVariantsOnce(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let green = try await ledger.createVariant(ItemVariant(itemNo: "2000", code: "GREEN", description: "Shirt green"))
            #expect(try await ledger.createVariant(ItemVariant(itemNo: "2000", code: "green", description: "Other")) == green)
            #expect(try await ledger.item(no: "2000")?.variants.map(\.code) == ["BLUE", "GREEN", "RED"])
            let unknown = try await refusal { try await ledger.createVariant(ItemVariant(itemNo: "9", code: "X")) }
            #expect(unknown?.code == .notFound)
        }
    }

    @Test(arguments: TestDatabases.all)
    func updatesTextsButNoPrices(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let draft = ItemDraft(description: "Bike", unitPrice: Money(1, "EUR"), gtin: "96385074", weight: decimal("12.5"))
            let item = try await ledger.updateItem(no: "1000", with: draft)
            #expect(item.description == "Bike")
            #expect(item.vendor == "Acme")
            #expect(item.unitPrice == Money(1000, "EUR"))
            #expect(try await ledger.item(no: "1000") == item)
            #expect(try await ledger.items(matching: [.barcode("96385074")]).count == 1)
            #expect(try await ledger.items(matching: [.barcode("4006381333931")]).isEmpty)
        }
    }

    @Test func hasTheAgreedNamesInJSON() throws {
        let item = Item(
            no: "1",
            description: "A",
            unitPrice: Money(decimal("2.5"), "EUR"),
            gtin: "77",
            variants: [ItemVariant(itemNo: "1", code: "R")],
            stock: ["MAIN": decimal("1.5")]
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = String(decoding: try encoder.encode(item), as: UTF8.self)
        for part in [
            #""no":"1""#, #""description":"A""#, #""type":"inventory""#, #""unitPrice":{"amount":"2.50","currency":"EUR"}"#,
            #""unitCost":"#,
            #""gtin":"77""#, #""blocked":false"#, #""variants":["#, #""stock":{"MAIN":1.5}"#,
        ] {
            #expect(json.contains(part), "\(part) in \(json)")
        }
        #expect(try JSONDecoder().decode(Item.self, from: Data(json.utf8)) == item)
    }
}
