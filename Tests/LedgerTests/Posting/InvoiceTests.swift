import BackOffice
import Foundation
import Storage
import StorageTesting
import Testing

@testable import Ledger

@Suite struct InvoiceTests {
    @Test(arguments: TestDatabases.all)
    func invoicesWhatIsShipped(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let early = try await refusal { try await ledger.postInvoice(order.no) }
            #expect(early?.code == .exceedsOutstanding)
            #expect(early?.mend.contains("shipment") == true)
            _ = try await ledger.ship(order.no)
            let invoice = try await ledger.postInvoice(order.no)
            #expect(invoice.no == "SI-000001")
            #expect(invoice.type == .invoice)
            #expect(invoice.status == .posted)
            #expect(invoice.orderNo == order.no)
            #expect(invoice.total == order.total)
            #expect(invoice.tax == order.tax)
            #expect(invoice.lines.count == 3)
            #expect(invoice.postedAt != nil)
            #expect(try await ledger.salesDocument(.invoice, no: invoice.no) == invoice)
            let after = try #require(try await ledger.salesDocument(.order, no: order.no))
            #expect(after.status == .posted)
            #expect(after.lines.map(\.invoiced) == [3, 2, 1])
            try await expectRefusal(.exceedsOutstanding) { try await ledger.postInvoice(order.no) }
            try await expectRefusal(.final) { try await ledger.ship(order.no) }
        }
    }

    /// Every split of an order into shipments must come to the order's sums, to the last coin.
    @Test(arguments: TestDatabases.all, [("EUR", true), ("EUR", false), ("JPY", true), ("JPY", false), ("KWD", false)])
    func addsUpOverPartialInvoices(_ kind: TestDatabase, _ mode: (String, Bool)) async throws {
        try await Fixture.use(kind) { ledger in
            let currency = try CurrencyCode(mode.0)
            let coin = Decimal(sign: .plus, exponent: -currency.minorUnits, significand: 1)
            var draft = Fixture.draft(currency: currency, pricesIncludeTax: mode.1, discount: 101 * coin)
            draft.lines = [
                SalesLineDraft(
                    .item(no: "1000", variant: "", unit: ""),
                    quantity: 7,
                    unitPrice: 143 * coin,
                    discount: 5 * coin,
                    taxes: [TaxLine(title: "A", rate: nil, amount: 97 * coin), TaxLine(title: "B", rate: nil, amount: 13 * coin)]
                ),
                SalesLineDraft(
                    .item(no: "2000", variant: "RED", unit: ""),
                    quantity: 3,
                    unitPrice: 1111 * coin,
                    taxes: [TaxLine(title: "A", rate: nil, amount: 1 * coin)]
                ),
                SalesLineDraft(.account(no: "8400", kind: .shipping), unitPrice: 499 * coin),
            ]
            draft.expectedTotal = DocumentArithmetic(draft).total
            let order = try await ledger.createSalesDocument(draft, key: "k")
            var invoices: [SalesDocument] = []
            for quantities in [[1, 0], [3, 1], [2, 2], [1, 0]] as [[Decimal]] {
                let lines = zip([1, 2], quantities).filter { $1 > 0 }.map { LineQuantity(line: $0, quantity: $1) }
                _ = try await ledger.ship(order.no, ShipmentDraft(lines: lines))
                invoices.append(try await ledger.postInvoice(order.no))
            }
            func sum(_ value: (SalesDocument) -> Decimal) -> Decimal { invoices.reduce(0) { $0 + value($1) } }
            #expect(sum { $0.total.amount } == order.total.amount)
            #expect(sum { $0.tax.amount } == order.tax.amount)
            #expect(sum { $0.discount.amount } == order.discount.amount)
            #expect(sum { $0.lines.reduce(0) { $0 + $1.quantity } } == 11)
            for invoice in invoices {
                #expect(invoice.lines.reduce(0) { $0 + $1.total.amount } - invoice.discount.amount == invoice.total.amount)
                for line in invoice.lines {
                    #expect(line.quantity * line.unitPrice.amount - line.discount.amount == line.amount.amount)
                    #expect(line.amount.isPayable && line.tax.isPayable)
                }
            }
            #expect(invoices.map(\.lines.count) == [2, 2, 2, 1])
            #expect(try await ledger.salesDocument(.order, no: order.no)?.status == .posted)
        }
    }

    @Test(arguments: TestDatabases.all)
    func postsOpenInvoicesWithTheirGoods(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let invoice = try await ledger.createSalesDocument(Fixture.mixedDraft(type: .invoice), key: "k")
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 3 0")
            let posted = try await ledger.postInvoice(invoice.no)
            #expect(posted.no == invoice.no)
            #expect(posted.status == .posted)
            #expect(posted.lines.map(\.invoiced) == [3, 2, 1])
            #expect(try await Fixture.levels(ledger, "1000") == "7 0 0 0")
            #expect(try await ledger.itemEntries(of: "1000").records.map(\.documentNo) == [invoice.no, ""])
            try await expectRefusal(.final) { try await ledger.postInvoice(invoice.no) }
            try await expectRefusal(.notFound) { try await ledger.postInvoice("NOPE") }
            #expect(try await ledger.auditStock() == [])
            await #expect(throws: (any Error).self) {
                try await ledger.database.write {
                    _ = try $0.execute("UPDATE ledger_sales_document SET total = '0' WHERE type = 'invoice'")
                }
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func postsOncePerKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            _ = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 1)]))
            let invoice = try await ledger.postInvoice(order.no, key: "i1")
            _ = try await ledger.ship(order.no)
            #expect(try await ledger.postInvoice(order.no, key: "i1") == invoice)
            #expect(try await ledger.salesDocuments(DocumentFilter(types: [.invoice])).records.count == 1)
        }
    }

    @Test(arguments: TestDatabases.all)
    func takesReturnsBack(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft("#1-R", type: .returnOrder), key: "k")
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 0 3")
            let receipt = try await ledger.receive(order.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 2)]))
            #expect(receipt.no == "RR-000001")
            #expect(receipt.type == .returnReceipt)
            #expect(try await Fixture.levels(ledger, "1000") == "12 0 0 1")
            let memo = try await ledger.postCreditMemo(order.no)
            #expect(memo.type == .creditMemo)
            #expect(memo.no == "CM-000001")
            #expect(memo.orderNo == order.no)
            // Two thirds of the bicycles and the whole shipping charge.
            #expect(memo.total == Money(2005, "EUR"))
            _ = try await ledger.receive(order.no)
            #expect(try await ledger.postCreditMemo(order.no).total == Money(1036, "EUR"))
            #expect(try await ledger.shipments().records.isEmpty)
            #expect(try await ledger.shipments(ShipmentFilter(types: [.returnReceipt])).records.count == 2)
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func postsCreditMemosWithTheirGoods(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let memo = try await ledger.createSalesDocument(Fixture.mixedDraft(type: .creditMemo), key: "k")
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 0 3")
            #expect(try await ledger.postCreditMemo(memo.no).status == .posted)
            #expect(try await Fixture.levels(ledger, "1000") == "13 0 0 0")
            #expect(try await ledger.auditStock() == [])
        }
    }
}
