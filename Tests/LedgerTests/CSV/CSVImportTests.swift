import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct CSVImportTests {
    @Test(arguments: TestDatabases.all)
    func createsChangesAndLeavesRecords(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let result = try await ledger.importCSV(
                .items,
                from: Fixture.csv("no,description,unitPrice,blocked", "1000,Bicycle,1000,no", "2000,T-shirt,20,yes", "3000,Mug,7.50,")
            )
            #expect(result.counts.read == 3)
            #expect(result.counts.created == 1)
            #expect(result.counts.updated == 1)
            #expect(result.counts.unchanged == 1)
            let shirt = try #require(try await ledger.item(no: "2000"))
            #expect(shirt.description == "T-shirt")
            #expect(shirt.blocked)
            // Columns that the file lacks stay as they were.
            #expect(shirt.vendor == "Weavers")
            #expect(shirt.unitCost == Money(5, "EUR"))
            let mug = try #require(try await ledger.item(no: "3000"))
            #expect(mug.unitPrice == Money(decimal("7.5"), "EUR"))
            #expect(mug.baseUnit == "PCS")
        }
    }

    @Test(arguments: TestDatabases.all)
    func emptiesFieldsByBlankCells(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,vendor,gtin,weight", "1000,,,12.5"))
            let result = try await ledger.importCSV(.items, from: Fixture.csv("no,weight", "1000,"))
            #expect(result.counts.updated == 1)
            let item = try #require(try await ledger.item(no: "1000"))
            #expect(item.vendor == "")
            #expect(item.gtin == "")
            #expect(item.weight == nil)
            #expect(item.description == "Bicycle")
            #expect(try await ledger.items(matching: [.barcode("4006381333931")]).isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func findsRecordsWithoutRegardToLetterCase(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description", "abc,First"))
            let again = try await ledger.importCSV(.items, from: Fixture.csv("no,description", "ABC,Second"))
            #expect(again.counts.updated == 1)
            #expect(try await ledger.item(no: "Abc")?.no == "abc")
            _ = try await ledger.importCSV(.variants, from: Fixture.csv("itemNo,code", "Abc,red"))
            let variant = try await ledger.importCSV(.variants, from: Fixture.csv("itemNo,code,description", "abc,RED,Red"))
            #expect(variant.counts.updated == 1)
            #expect(try await ledger.item(no: "abc")?.variants.map(\.code) == ["red"])
        }
    }

    @Test(arguments: TestDatabases.all)
    func letsTheLaterOfTwoLinesWin(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let result = try await ledger.importCSV(.items, from: Fixture.csv("no,description,vendor", "9,A,V", "9,B,V"))
            #expect(result.counts.created == 1)
            #expect(result.counts.updated == 1)
            #expect(try await ledger.item(no: "9")?.description == "B")
        }
    }

    @Test(arguments: TestDatabases.all)
    func reportsEveryProblemAndChangesNothing(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let found = try await problems {
                try await ledger.importCSV(
                    .items,
                    from: Fixture.csv(
                        "no,description,unitPrice,blocked,countryOfOrigin,currency,type,weight",
                        "7,Good,1,,,,,",
                        "8,Bad,\"1,5\",maybe,Germany,EURO,thing,-1",
                        "9,Short",
                        ",No number,1,,,,,",
                        "10,Quote\"d,1,,,,,"
                    )
                )
            }
            #expect(
                found.map { String($0.prefix { $0 != ":" }) } == [
                    "line 3, column 3 (unitPrice)", "line 3, column 4 (blocked)", "line 3, column 5 (countryOfOrigin)",
                    "line 3, column 6 (currency)", "line 3, column 7 (type)", "line 3, column 8 (weight)", "line 4",
                    "line 5, column 1 (no)", "line 6, column 2 (description)",
                ]
            )
            #expect(try await ledger.item(no: "7") == nil)
        }
    }

    @Test func boundsTheReport() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let rows = (1...500).map { "\($0),x" }.joined(separator: "\n")
            let failure = await #expect(throws: CSVImportFailure.self) {
                try await ledger.importCSV(.items, from: .bytes(Array("no,unitPrice\n\(rows)".utf8)), problemLimit: 10)
            }
            #expect(failure?.problems.count == 10)
            #expect(failure?.omitted == 490)
            #expect(failure?.description.hasSuffix("… and 490 more.") == true)
        }
    }

    @Test(arguments: [
        ("no,price\n1,2", "line 1, column 2 (price): unknown column"), ("description\nA", "line 1: the key column no is missing."),
        ("no,no\n1,1", "line 1, column 2 (no): the column no stands there twice."), ("", "The file is empty"),
        ("No\n1", "line 1, column 1 (No): unknown column"),
    ])
    func refusesBadHeaders(_ text: String, _ expected: String) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let found = try await problems { try await ledger.importCSV(.items, from: .bytes(Array(text.utf8))) }
            #expect(found.first?.hasPrefix(expected) == true, "\(found)")
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesWhatPointsNowhere(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let variants = try await problems {
                try await ledger.importCSV(.variants, from: Fixture.csv("itemNo,code", "9,A", "2000,OK", "8,B"))
            }
            #expect(variants == ["line 2, column 1 (itemNo): there is no item 9.", "line 4, column 1 (itemNo): there is no item 8."])
            let references = try await problems {
                try await ledger.importCSV(.references, from: Fixture.csv("itemNo,variantCode,type,reference", "1000,RED,barcode,1"))
            }
            #expect(references == ["line 2, column 2 (variantCode): item 1000 has no variant RED."])
            let units = try await problems {
                try await ledger.importCSV(.references, from: Fixture.csv("itemNo,type,reference,unit", "1000,barcode,1,BOX"))
            }
            #expect(units == ["line 2, column 4 (unit): item 1000 has no unit BOX."])
            let stock = try await problems {
                try await ledger.importCSV(.inventory, from: Fixture.csv("itemNo,locationCode,quantity", "1000,MOON,1", "1000,MAIN,-1"))
            }
            #expect(stock.count == 2)
            let customers = try await problems {
                try await ledger.importCSV(.customers, from: Fixture.csv("no,email", "N1,x@y", "C1,nobody"))
            }
            #expect(customers.count == 2)
        }
    }

    @Test(arguments: TestDatabases.all)
    func dryRunsTellAndChangeNothing(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let file = Fixture.csv("no,description,unitPrice,blocked", "1000,Bike,1000.00,yes", "3000,Mug,7.50,", "2000,Shirt,20,")
            let result = try await ledger.importCSV(.items, from: file, dryRun: true)
            #expect(
                result.changes == [
                    RecordChange(record: "item 1000", field: "description", from: "Bicycle", to: "Bike"),
                    RecordChange(record: "item 1000", field: "blocked", from: "false", to: "true"),
                    RecordChange(record: "item 3000", field: "no", from: "", to: "3000"),
                    RecordChange(record: "item 3000", field: "description", from: "", to: "Mug"),
                    RecordChange(record: "item 3000", field: "unitPrice", from: "", to: "7.5"),
                ]
            )
            #expect(result.counts.created == 1)
            #expect(result.counts.updated == 1)
            #expect(result.counts.unchanged == 1)
            #expect(try await ledger.item(no: "3000") == nil)
            let bounded = try await ledger.importCSV(.items, from: file, dryRun: true, changeLimit: 2)
            #expect(bounded.changes.count == 2)
            #expect(bounded.changesOmitted == 3)
        }
    }
}
