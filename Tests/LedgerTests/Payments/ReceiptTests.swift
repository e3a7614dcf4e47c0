import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct ReceiptTests {
    private func postedInvoice(_ ledger: Ledger) async throws -> SalesDocument {
        let invoice = try await ledger.createSalesDocument(Fixture.mixedDraft(type: .invoice), key: "k")
        return try await ledger.postInvoice(invoice.no)
    }

    private func draft(_ invoice: SalesDocument, _ amount: String) -> ReceiptDraft {
        ReceiptDraft(
            documentNo: invoice.no,
            amount: Money(decimal(amount), invoice.currency),
            paymentMethod: "CARD",
            date: "2026-04-01",
            externalID: "gid/tx"
        )
    }

    @Test(arguments: TestDatabases.all)
    func paysInParts(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let invoice = try await postedInvoice(ledger)
            let open = try await ledger.openDocuments(externalIDs: [invoice.externalID, "gid/other"])
            #expect(open.map(\.no) == [invoice.no])
            #expect(open.map(\.remaining) == [Money(3041, "EUR")])
            let first = try await ledger.postReceipt(draft(invoice, "3000.50"), key: "p1")
            #expect(first.no == "CR-000001")
            #expect(first.customerNo == "C1")
            #expect(try await ledger.postReceipt(draft(invoice, "3000.50"), key: "p1") == first)
            #expect(try await ledger.openDocuments(externalIDs: [invoice.externalID]).map(\.remaining) == [Money(decimal("40.5"), "EUR")])
            let tooMuch = try await refusal { try await ledger.postReceipt(draft(invoice, "40.51"), key: "p2") }
            #expect(tooMuch?.code == .exceedsOutstanding)
            #expect(tooMuch?.sentence.contains("40.50 EUR") == true)
            _ = try await ledger.postReceipt(draft(invoice, "40.5"), key: "p2")
            #expect(try await ledger.openDocuments(externalIDs: [invoice.externalID]).isEmpty)
            try await expectRefusal(.keyConflict) { try await ledger.postReceipt(draft(invoice, "1"), key: "p1") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesBadPayments(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let invoice = try await postedInvoice(ledger)
            func refused(_ change: (inout ReceiptDraft) -> Void) async throws -> String? {
                var draft = draft(invoice, "1")
                change(&draft)
                return try await refusal { try await ledger.postReceipt(draft, key: "p") }?.field
            }
            #expect(try await refused { $0.amount = Money(0, "EUR") } == "amount")
            #expect(try await refused { $0.amount = Money(-1, "EUR") } == "amount")
            #expect(try await refused { $0.amount = Money(decimal("0.001"), "EUR") } == "amount")
            #expect(try await refused { $0.amount = Money(1, "USD") } == "amount")
            #expect(try await refused { $0.date = "1 April" } == "date")
            #expect(try await refused { $0.documentNo = "SI-9" } == "no")
            let open = try await ledger.createSalesDocument(Fixture.draft("#2", type: .invoice), key: "k2")
            #expect(try await refused { $0.documentNo = open.no } == "documentNo")
        }
    }
}
