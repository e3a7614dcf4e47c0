import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct DraftCheckTests {
    struct BadDraft: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: BackOfficeError.Code
        var field: String
        var change: @Sendable (inout SalesDocumentDraft) -> Void
    }

    static let all = [
        BadDraft(testDescription: "no lines", code: .missingValue, field: "lines") { $0.lines = [] },
        BadDraft(testDescription: "no day", code: .invalidValue, field: "documentDate") { $0.documentDate = "2026-02-30" },
        BadDraft(testDescription: "discount below zero", code: .invalidValue, field: "discount") { $0.discount = -1 },
        BadDraft(testDescription: "no quantity", code: .invalidValue, field: "lines.quantity") { $0.lines[0].quantity = 0 },
        BadDraft(testDescription: "too fine a quantity", code: .invalidValue, field: "lines.quantity") {
            $0.lines[0].quantity = decimal("0.000001")
        },
        BadDraft(testDescription: "price below zero", code: .invalidValue, field: "lines.unitPrice") { $0.lines[0].unitPrice = -1 },
        BadDraft(testDescription: "blank item", code: .missingValue, field: "lines.item") {
            $0.lines[0].subject = .item(no: " ", variant: "", unit: "")
        },
        BadDraft(testDescription: "blank account", code: .missingValue, field: "lines.account") {
            $0.lines[0].subject = .account(no: "", kind: .tip)
        },
        BadDraft(testDescription: "unknown item", code: .notFound, field: "lines.item") {
            $0.lines[0].subject = .item(no: "NOPE", variant: "", unit: "")
        },
        BadDraft(testDescription: "unknown variant", code: .notFound, field: "lines.variant") {
            $0.lines[0].subject = .item(no: "1000", variant: "RED", unit: "")
        },
        BadDraft(testDescription: "unknown location", code: .notFound, field: "lines.location") { $0.lines[0].location = "MOON" },
        BadDraft(testDescription: "unknown customer", code: .notFound, field: "customerNo") { $0.customerNo = "C9" },
        BadDraft(testDescription: "unknown payer", code: .notFound, field: "billToCustomerNo") { $0.billToCustomerNo = "C9" },
        BadDraft(testDescription: "blocked customer", code: .blocked, field: "customerNo") { $0.customerNo = "B1" },
        BadDraft(testDescription: "blocked item", code: .blocked, field: "lines.item") {
            $0.lines[0].subject = .item(no: "B1000", variant: "", unit: "")
        },
        BadDraft(testDescription: "blank number", code: .invalidValue, field: "no") { $0.no = "  " },
    ]

    @Test(arguments: all)
    func refuses(_ bad: BadDraft) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            _ = try await ledger.importCSV(.customers, from: Fixture.csv("no,name,blocked", "B1,Bad payer,true"))
            _ = try await ledger.importCSV(.items, from: Fixture.csv("no,description,blocked", "B1000,Old bicycle,true"))
            var draft = Fixture.draft()
            bad.change(&draft)
            let error = try await refusal { try await ledger.createSalesDocument(draft, key: "k") }
            #expect(error?.code == bad.code)
            #expect(error?.field == bad.field)
            #expect(error?.sentence.contains("#1001") == true || bad.field == "no")
            #expect(error?.mend.isEmpty == false)
            #expect(try await ledger.salesDocuments().records.isEmpty)
        }
    }

    @Test func namesTheLine() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            var draft = Fixture.draft()
            draft.lines.append(SalesLineDraft(.item(no: "NOPE", variant: "", unit: ""), unitPrice: 0))
            let error = try await refusal { try await ledger.createSalesDocument(draft, key: "k") }
            #expect(error?.record == "sales order #1001, line 2")
        }
    }
}
