import BackOffice
import Ledger
import Storage
import StorageTesting
import Testing

@Suite struct RedactionTests {
    @Test(arguments: TestDatabases.all)
    func forgetsAPerson(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            var draft = Fixture.mixedDraft("#1")
            draft.shipTo = Address(name: "Ada Lovelace", address: "Main St 1", city: "Berlin", country: "DE")
            draft.note = "Ring at Lovelace"
            let open = try await ledger.createSalesDocument(draft, key: "open")
            draft.type = .invoice
            let invoice = try await ledger.createSalesDocument(draft, key: "posted")
            _ = try await ledger.postInvoice(invoice.no)
            let start = try await ledger.changes(of: [.customer, .document], after: nil, limit: 100).cursor
            try await ledger.redactCustomer(no: "c1")
            try await ledger.redactCustomer(no: "C1")
            let customer = try #require(try await ledger.customer(no: "C1"))
            #expect(customer.blocked)
            #expect(customer.name == "Redacted")
            let personal = [customer.email, customer.phone, customer.address, customer.city, customer.contact].joined()
            #expect(personal == "")
            let byEmail = try await ledger.customers(matching: [.email("ada@example.com"), .phone("030 123456", country: "DE")])
            #expect(byEmail.isEmpty)
            let searched = try await ledger.customers(CustomerFilter(search: "lovelace"))
            #expect(searched.records.isEmpty)
            let after = try #require(try await ledger.salesDocument(.order, no: open.no))
            #expect(after.shipTo.isEmpty)
            #expect(after.note.isEmpty)
            #expect(after.total == open.total)
            let posted = try #require(try await ledger.salesDocument(.invoice, no: invoice.no))
            #expect(posted.shipTo.name == "Ada Lovelace")
            let changes = try await ledger.changes(of: [.customer, .document], after: start, limit: 100)
            #expect(changes.changes == [Change(kind: .customer, no: "C1"), Change(kind: .document, no: open.no, variant: "order")])
            try await expectRefusal(.notFound) { try await ledger.redactCustomer(no: "C9") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func leavesNoTraceOfTheDraft(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let customer = try await ledger.createCustomer(CustomerDraft(name: "Alan Turing", email: "alan@example.com"), key: "k")
            try await ledger.redactCustomer(no: customer.no)
            let rows = try await ledger.database.read { transaction in
                try transaction.rows("SELECT * FROM ledger_customer WHERE no = \(customer.no)").map { "\($0.values)" }
            }
            #expect(rows.count == 1)
            #expect(!rows[0].lowercased().contains("turing"))
            #expect(!rows[0].lowercased().contains("alan"))
        }
    }
}
