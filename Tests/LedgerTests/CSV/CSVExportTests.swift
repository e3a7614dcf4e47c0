import BackOffice
import Foundation
import Ledger
import StorageTesting
import Synchronization
import Testing

@Suite struct CSVExportTests {
    private func export(_ kind: CSVKind, from ledger: Ledger) async throws -> String {
        let bytes = Collector()
        try await ledger.exportCSV(kind) { bytes.append($0) }
        return String(decoding: bytes.all, as: UTF8.self)
    }

    private final class Collector: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var all: [UInt8] { bytes.withLock { $0 } }
        func append(_ piece: [UInt8]) { bytes.withLock { $0 += piece } }
    }

    @Test(arguments: [
        (
            CSVKind.items,
            "no,description,type,baseUnit,unitPrice,unitCost,currency,vendor,category,gtin,tariffNo,countryOfOrigin,weight,blocked,salesBlocked,marketingText"
        ),
        (.variants, "itemNo,code,description,gtin,option1,option2,option3,unitPrice,weight,blocked"),
        (.references, "itemNo,variantCode,type,reference,unit"),
        (.prices, "itemNo,variantCode,priceGroup,currency,unit,minimumQuantity,startingDate,endingDate,unitPrice,discountPercent"),
        (
            .customers,
            "no,name,name2,contact,email,phone,address,address2,city,postCode,county,country,vatRegistrationNo,priceGroup,currency,language,blocked"
        ),
        (.locations, "code,name,address,city,postCode,country"),
        (.inventory, "itemNo,variantCode,locationCode,quantity"),
    ])
    func hasTheAgreedColumns(_ kind: CSVKind, _ header: String) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let text = try await export(kind, from: ledger)
            #expect(text.split(separator: "\r\n").first == Substring(header))
        }
    }

    @Test(arguments: TestDatabases.all, CSVKind.allCases)
    func comesBackUnchanged(_ kind: TestDatabase, _ what: CSVKind) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(
                .items,
                from: Fixture.csv("no,description,marketingText,weight,blocked", "5,\"A \"\"b\"\", c\",\"<p>x</p>\ny\",0.5,1")
            )
            _ = try await ledger.importCSV(.units, from: Fixture.csv("itemNo,code,quantityPerUnit", "1000,BOX,4", "2000,PAIR,2"))
            _ = try await ledger.importCSV(
                .references,
                from: Fixture.csv("itemNo,variantCode,type,reference", "2000,RED,barcode,00123", "1000,,vendor,v 1")
            )
            _ = try await ledger.importCSV(
                .prices,
                from: Fixture.csv(
                    "itemNo,variantCode,priceGroup,currency,unit,minimumQuantity,startingDate,endingDate,unitPrice,discountPercent",
                    "2000,RED,VIP,EUR,,10,2026-01-01,2026-12-31,18.5,",
                    "1000,,,USD,,,,,,12.5"
                )
            )
            _ = try await ledger.importCSV(
                .inventory,
                from: Fixture.csv("itemNo,variantCode,locationCode,quantity", "2000,RED,MAIN,5", "1000,,EAST,0.5")
            )
            let text = try await export(what, from: ledger)
            let rows = text.split(separator: "\r\n").count - 1
            #expect(rows >= 2)
            let result = try await ledger.importCSV(what, from: .bytes(Array(text.utf8)))
            #expect(result.counts.unchanged == result.counts.read)
            #expect(result.counts.read >= 2)
            #expect(try await export(what, from: ledger) == text)
        }
    }
}
