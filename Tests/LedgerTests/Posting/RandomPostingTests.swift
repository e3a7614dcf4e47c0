import BackOffice
import Foundation
import StorageTesting
import Testing

@testable import Ledger

/// Whatever people do in whatever order: the books stay right.
@Suite struct RandomPostingTests {
    private struct State {
        var random: SeededGenerator
        var orders: [SalesDocument] = []
        var returns: [SalesDocument] = []
    }

    @Test(arguments: TestDatabases.all, 0..<6)
    func keepsTheBooksRight(_ kind: TestDatabase, _ seed: Int) async throws {
        try await Fixture.use(kind) { ledger in
            try await Fixture.stock(ledger)
            var state = State(random: SeededGenerator(seed: seed))
            for step in 0..<60 {
                do {
                    try await act(ledger, step, &state)
                } catch let error as BackOfficeError {
                    // Refusals are part of the game, as long as they say what is wrong and change nothing.
                    #expect(!error.sentence.isEmpty)
                }
                if step.isMultiple(of: 15) {
                    let differences = try await ledger.auditStock()
                    #expect(differences == [], "after step \(step)")
                }
            }
            let differences = try await ledger.auditStock()
            #expect(differences == [])
            try await checkInvoices(ledger)
            try await checkNumbers(ledger)
        }
    }

    private func act(_ ledger: Ledger, _ step: Int, _ state: inout State) async throws {
        switch Int.random(in: 0..<10, using: &state.random) {
        case 0, 1:
            let type: SalesDocumentType = [.order, .order, .order, .returnOrder, .invoice].randomElement(using: &state.random) ?? .order
            let document = try await ledger.createSalesDocument(randomDraft(step, type, &state.random), key: "k\(step)")
            if type == .order { state.orders.append(document) }
            if type == .returnOrder { state.returns.append(document) }
            if type == .invoice { _ = try await ledger.postInvoice(document.no) }
        case 2, 3, 4:
            guard let order = state.orders.randomElement(using: &state.random) else { return }
            let lines = order.lines.enumerated().filter { _ in Bool.random(using: &state.random) }.map {
                LineQuantity(line: $0.element.no, quantity: Decimal(Int.random(in: 1...3, using: &state.random)))
            }
            _ = try await ledger.ship(
                order.no,
                ShipmentDraft(lines: lines, location: ["", "MAIN", "EAST"].randomElement(using: &state.random) ?? "")
            )
        case 5:
            guard let order = state.orders.randomElement(using: &state.random) else { return }
            _ = try await ledger.postInvoice(order.no)
        case 6:
            guard let order = state.returns.randomElement(using: &state.random) else { return }
            _ = try await ledger.receive(order.no)
            _ = try await ledger.postCreditMemo(order.no)
        case 7:
            let quantity = Decimal(Int.random(in: -4...8, using: &state.random)) / 2
            _ = try await ledger.adjust(itemNo: "2000", variantCode: "RED", location: "MAIN", .by(quantity))
        case 8:
            guard let order = state.orders.randomElement(using: &state.random) else { return }
            if Bool.random(using: &state.random) {
                _ = try await ledger.cancelSalesDocument(key: order.key)
            } else {
                _ = try await ledger.changeSalesDocument(key: order.key, to: randomDraft(step, .order, &state.random))
            }
        default:
            guard let order = state.orders.randomElement(using: &state.random) else { return }
            _ = try await Bool.random(using: &state.random) ? ledger.reserve(order.no) : ledger.releaseReservation(order.no)
        }
    }

    private func randomDraft(_ step: Int, _ type: SalesDocumentType, _ random: inout SeededGenerator) -> SalesDocumentDraft {
        let lines = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            SalesLineDraft(
                .item(no: "2000", variant: Bool.random(using: &random) ? "RED" : "BLUE", unit: ""),
                quantity: Decimal(Int.random(in: 1...12, using: &random)) / 2,
                unitPrice: Decimal(Int.random(in: 1...999, using: &random)) / 100,
                taxes: [TaxLine(title: "VAT", rate: nil, amount: Decimal(Int.random(in: 0...99, using: &random)) / 100)],
                location: ["", "MAIN", "EAST"].randomElement(using: &random) ?? ""
            )
        }
        var draft = Fixture.draft("#\(step)", type: type, lines: lines, pricesIncludeTax: Bool.random(using: &random))
        draft.expectedTotal = DocumentArithmetic(draft).total
        return draft
    }

    /// What was invoiced of an order that is done comes to the order.
    private func checkInvoices(_ ledger: Ledger) async throws {
        let documents = try await ledger.salesDocuments(page: PageRequest(limit: 1_000)).records
        let parts = Dictionary(grouping: documents.filter { !$0.orderNo.isEmpty }, by: \.orderNo)
        for order in documents where order.status == .posted && (order.type == .order || order.type == .returnOrder) {
            let total = (parts[order.no] ?? []).reduce(Decimal(0)) { $0 + $1.total.amount }
            #expect(total == order.total.amount, "\(order.no)")
        }
        for document in documents {
            #expect(document.lines.allSatisfy { $0.shipped <= $0.quantity && $0.invoiced <= $0.quantity && $0.reserved >= 0 })
        }
    }

    /// Entries and documents are numbered without gaps, whatever was refused.
    private func checkNumbers(_ ledger: Ledger) async throws {
        let red = try await ledger.itemEntries(of: "2000", page: PageRequest(limit: 1_000)).records.map(\.entryNo)
        let bicycles = try await ledger.itemEntries(of: "1000", page: PageRequest(limit: 1_000)).records.map(\.entryNo)
        let entries = (red + bicycles).sorted()
        #expect(entries == Array(1...Int64(entries.count)))
        let documents = try await ledger.salesDocuments(page: PageRequest(limit: 1_000)).records
        for (type, group) in Dictionary(grouping: documents, by: \.type) {
            let numbers = group.compactMap { Int($0.no.suffix(6)) }.sorted()
            #expect(numbers == Array(1...group.count), "\(type)")
        }
    }
}
