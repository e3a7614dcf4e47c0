import BackOffice
import Foundation
import Testing

/// What every back office must do, said once: a suite of its own calls these with a back office that has the records named below.
///
/// There are customers C1 (ada@example.com, +49 30 123456) and C2, items 1000 (price 1000 EUR, GTIN 4006381333931) and 2000 with the
/// variants RED and BLUE, and locations MAIN and EAST.
struct BackOfficeConformance {
    let backOffice: any BackOffice

    private func draft(_ name: String, total: Decimal = 1000) -> SalesDocumentDraft {
        SalesDocumentDraft(
            externalDocumentNo: name,
            customerNo: "C1",
            currency: "EUR",
            pricesIncludeTax: true,
            documentDate: "2026-03-31",
            lines: [SalesLineDraft(.item(no: "1000", variant: "", unit: ""), unitPrice: 1000)],
            expectedTotal: total
        )
    }

    func answers() async throws {
        #expect(!backOffice.name.isEmpty)
        try await backOffice.checkConnection()
    }

    func findsCustomers() async throws {
        let keys: [CustomerKey] = [.no("C1"), .email("ADA@EXAMPLE.COM"), .phone("030 123456", country: "DE")]
        let found = try await backOffice.customers(matching: Set(keys + [.no("NOPE"), .email("nobody@example.com")]))
        #expect(Set(found.keys) == Set(keys))
        for key in keys { #expect(found[key]?.first?.no == "C1") }
        let one = try await backOffice.customer(no: "C2")
        #expect(one?.no == "C2")
        let none = try await backOffice.customer(no: "NOPE")
        #expect(none == nil)
    }

    func findsItems() async throws {
        let keys: [ItemKey] = [.no("1000"), .barcode("4006381333931"), .noAndVariantCode(no: "2000", code: "RED"), .variantCode("BLUE")]
        let found = try await backOffice.items(matching: Set(keys + [.no("NOPE"), .barcode("1")]))
        #expect(Set(found.keys) == Set(keys))
        #expect(found[keys[1]]?.map(\.itemNo) == ["1000"])
        #expect(found[keys[2]]?.map(\.variantCode) == ["RED"])
        let items = try await backOffice.items(numbers: ["2000", "NOPE"])
        #expect(items.map(\.no) == ["2000"])
        #expect(Set(items[0].variants.map(\.code)) == ["RED", "BLUE"])
        let locations = try await backOffice.locations()
        #expect(Set(locations.map(\.code)).isSuperset(of: ["MAIN", "EAST"]))
    }

    func createsOncePerKey() async throws {
        let created = try await backOffice.createSalesDocument(draft("#1"), key: "conformance/1")
        let again = try await backOffice.createSalesDocument(draft("#1"), key: "conformance/1")
        #expect(again.no == created.no)
        let byKey = try await backOffice.salesDocument(key: "conformance/1")
        #expect(byKey?.no == created.no)
        let byNumber = try await backOffice.salesDocument(.order, no: created.no)
        #expect(byNumber?.externalDocumentNo == "#1")
        #expect(byNumber?.total == Money(1000, "EUR"))
        let unknown = try await backOffice.salesDocument(key: "conformance/unknown")
        #expect(unknown == nil)
    }

    func refuses() async throws {
        _ = try await backOffice.createSalesDocument(draft("#2"), key: "conformance/2")
        try await expectRefusal(.keyConflict) { try await backOffice.createSalesDocument(draft("#3"), key: "conformance/2") }
        try await expectRefusal(.totalMismatch) {
            try await backOffice.createSalesDocument(draft("#4", total: decimal("1000.01")), key: "conformance/4")
        }
        var nobody = draft("#5")
        nobody.customerNo = "NOPE"
        try await expectRefusal(.notFound) { try await backOffice.createSalesDocument(nobody, key: "conformance/5") }
        for key in ["conformance/4", "conformance/5"] {
            let document = try await backOffice.salesDocument(key: key)
            #expect(document == nil)
        }
    }
}
