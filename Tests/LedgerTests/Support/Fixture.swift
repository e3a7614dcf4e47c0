import BackOffice
import Foundation
import Ledger
import Storage
import StorageTesting
import Testing

/// A ledger with two items (one with variants), two customers and two locations.
enum Fixture {
    static func use<T: Sendable>(
        _ kind: TestDatabase,
        currency: CurrencyCode = "EUR",
        _ body: (Ledger) async throws -> T
    ) async throws -> T {
        try await kind.use([Ledger.migrations]) { database in
            let ledger = Ledger(database: database, currency: currency)
            _ = try await ledger.importCSV(.locations, from: csv("code,name,country", "MAIN,Main store,DE", "EAST,East store,DE"))
            _ = try await ledger.importCSV(
                .customers,
                from: csv(
                    "no,name,email,phone,address,city,postCode,country,priceGroup",
                    "C1,Ada Lovelace,ada@example.com,030 123456,Main St 1,Berlin,10115,DE,",
                    "C2,Grace Hopper,grace@example.com,+1 212 555 0100,5th Ave 2,New York,10001,US,VIP"
                )
            )
            _ = try await ledger.importCSV(
                .items,
                from: csv(
                    "no,description,unitPrice,unitCost,gtin,vendor",
                    "1000,Bicycle,1000.00,500,4006381333931,Acme",
                    "2000,Shirt,20.00,5,,Weavers"
                )
            )
            _ = try await ledger.importCSV(
                .variants,
                from: csv("itemNo,code,description,gtin,option1", "2000,RED,Shirt red,5901234123457,Red", "2000,BLUE,Shirt blue,,Blue")
            )
            return try await body(ledger)
        }
    }

    static func csv(_ lines: String...) -> CSVSource { .bytes(Array(lines.joined(separator: "\r\n").utf8)) }

    /// An order of one bicycle; the total follows the lines unless it is given.
    static func draft(
        _ name: String = "#1001",
        type: SalesDocumentType = .order,
        lines: [SalesLineDraft] = [SalesLineDraft(.item(no: "1000", variant: "", unit: ""), unitPrice: 1000)],
        currency: CurrencyCode = "EUR",
        pricesIncludeTax: Bool = true,
        discount: Decimal = 0,
        total: Decimal = 1000
    ) -> SalesDocumentDraft {
        SalesDocumentDraft(
            type: type,
            externalDocumentNo: name,
            externalID: "gid://shopify/Order/\(name)",
            customerNo: "C1",
            currency: currency,
            pricesIncludeTax: pricesIncludeTax,
            documentDate: "2026-03-31",
            lines: lines,
            discount: discount,
            expectedTotal: total
        )
    }
}

/// A decimal from its digits: literals would go through binary floating point.
func decimal(_ text: String) -> Decimal {
    guard let value = Decimal(exactly: text) else { preconditionFailure("\(text) is no decimal") }
    return value
}

/// The code of the `BackOfficeError` that the body throws; nil when it throws none.
func refusal(_ body: () async throws -> some Any) async throws -> BackOfficeError? {
    do {
        _ = try await body()
        return nil
    } catch let error as BackOfficeError {
        return error
    }
}

/// Records an issue unless the body throws a `BackOfficeError` that has what is given.
///
/// A function rather than a closure inside `#expect`: closures of a macro's argument and those beside it can take each other's place.
func expectRefusal(
    _ code: BackOfficeError.Code? = nil,
    field: String? = nil,
    record: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async throws {
    guard let error = try await refusal(body) else {
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
        return
    }
    if let code { #expect(error.code == code, sourceLocation: sourceLocation) }
    if let field { #expect(error.field == field, sourceLocation: sourceLocation) }
    if let record { #expect(error.record == record, sourceLocation: sourceLocation) }
}

/// What an import refuses; empty when it does not.
func problems(_ body: () async throws -> some Any) async throws -> [String] {
    do {
        _ = try await body()
        return []
    } catch let failure as CSVImportFailure {
        return failure.problems.map(\.description)
    }
}

extension Fixture {
    /// Puts ten bicycles into MAIN, five red shirts into MAIN and two into EAST.
    static func stock(_ ledger: Ledger) async throws {
        _ = try await ledger.importCSV(
            .inventory,
            from: csv("itemNo,variantCode,locationCode,quantity", "1000,,MAIN,10", "2000,RED,MAIN,5", "2000,RED,EAST,2")
        )
    }

    /// An order of three bicycles, two red shirts (both from MAIN) and a shipping charge: 3 × 1000 + 2 × 20 − 4 + 5 = 3041.
    static func mixedDraft(_ name: String = "#1001", type: SalesDocumentType = .order) -> SalesDocumentDraft {
        draft(
            name,
            type: type,
            lines: [
                SalesLineDraft(
                    .item(no: "1000", variant: "", unit: ""),
                    quantity: 3,
                    unitPrice: 1000,
                    taxes: [TaxLine(title: "VAT", rate: decimal("0.19"), amount: 479)],
                    location: "MAIN",
                    externalID: "gid/line/1"
                ),
                SalesLineDraft(
                    .item(no: "2000", variant: "RED", unit: ""),
                    quantity: 2,
                    unitPrice: 20,
                    discount: 4,
                    location: "MAIN",
                    externalID: "gid/line/2"
                ),
                SalesLineDraft(.account(no: "8400", kind: .shipping), description: "Standard", unitPrice: 5),
            ],
            total: 3041
        )
    }

    /// Quantities of an item or variant at a location, as text: on hand, reserved, outstanding, expected.
    static func levels(_ ledger: Ledger, _ item: String, _ variant: String = "", at location: String = "MAIN") async throws -> String {
        let line = try await ledger.inventory(InventoryFilter(itemNo: item, location: location)).records.first { $0.variantCode == variant }
        guard let line else { return "none" }
        return [line.quantity, line.reserved, line.outstanding, line.expected].map(\.description).joined(separator: " ")
    }
}
