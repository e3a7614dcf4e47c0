import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct DocumentChangingTests {
    @Test(arguments: TestDatabases.all)
    func replacesAnOpenDocument(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let before = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            #expect(try await Fixture.levels(ledger, "1000") == "10 3 3 0")
            var draft = Fixture.mixedDraft()
            draft.lines[0].quantity = 8
            draft.lines.remove(at: 1)
            draft.expectedTotal = 8005
            let after = try await ledger.changeSalesDocument(key: "k", to: draft)
            #expect(after.no == before.no)
            #expect(after.createdAt == before.createdAt)
            #expect(after.total == Money(8005, "EUR"))
            #expect(try await ledger.salesDocument(.order, no: before.no) == after)
            #expect(try await Fixture.levels(ledger, "1000") == "10 8 8 0")
            #expect(try await Fixture.levels(ledger, "2000", "RED") == "5 0 0 0")
            // From now on the key stands for the new draft.
            #expect(try await ledger.createSalesDocument(draft, key: "k") == after)
            #expect(try await ledger.changeSalesDocument(key: "k", to: draft) == after)
            try await expectRefusal(.keyConflict) { try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k") }
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func leavesEverythingWhenTheNewDraftIsBad(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let before = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            var draft = Fixture.mixedDraft()
            draft.expectedTotal = 1
            try await expectRefusal(.totalMismatch) { try await ledger.changeSalesDocument(key: "k", to: draft) }
            #expect(try await ledger.salesDocument(key: "k") == before)
            let invoice = Fixture.mixedDraft(type: .invoice)
            try await expectRefusal(field: "type") { try await ledger.changeSalesDocument(key: "k", to: invoice) }
            try await expectRefusal(.notFound) { try await ledger.changeSalesDocument(key: "x", to: draft) }
        }
    }

    @Test(arguments: TestDatabases.all)
    func cancelsWhatIsUntouched(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            let cancelled = try await ledger.cancelSalesDocument(key: "k")
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.no == order.no)
            #expect(try await ledger.cancelSalesDocument(key: "k") == cancelled)
            #expect(try await Fixture.levels(ledger, "1000") == "10 0 0 0")
            try await expectRefusal(.final) { try await ledger.ship(order.no) }
            #expect(try await ledger.auditStock() == [])
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesOnceSomethingIsShipped(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let order = try await ledger.createSalesDocument(Fixture.mixedDraft(), key: "k")
            _ = try await ledger.ship(order.no, ShipmentDraft(lines: [LineQuantity(line: 1, quantity: 1)]))
            var draft = Fixture.mixedDraft()
            draft.note = "changed"
            try await expectRefusal(.final) { try await ledger.changeSalesDocument(key: "k", to: draft) }
            try await expectRefusal(.final) { try await ledger.cancelSalesDocument(key: "k") }
        }
    }
}
