import BackOffice
import Foundation
import JobQueue
import Storage

/// Makes credit memos or return orders of refunds that came after their order's document was shipped or invoiced, each on its own. While
/// the document is still open, the refund is part of the order update: *Apply* changes the document itself.
struct RefundProcessor {
    let shop: Shop
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    private static let page = 50

    func process() async throws {
        let type: SalesDocumentType
        switch shop.settings.returns {
        case .importOnly: return
        case .creditMemo: type = .creditMemo
        case .returnOrder: type = .returnOrder
        }
        guard backOffice is any CreditMemoCreating else { return }
        var last = ""
        while true {
            try sink.checkCancellation()
            let position = last
            let page = try await database.read { [shop] tx in
                try CreditStore(tx: tx, shop: shop.code).pending(after: position, limit: Self.page)
            }
            guard let end = page.last else { return }
            last = end.order.id
            sink.page(of: "orders with refunds", page.count)
            let mapped = try await OrderMapper(shop: shop, backOffice: backOffice, database: database).map(page.map(\.order), create: false)
            for pending in page { try await process(pending, mapped.mappings[pending.order.id] ?? OrderMappings(), type) }
        }
    }

    private func process(_ pending: CreditStore.Pending, _ mappings: OrderMappings, _ type: SalesDocumentType) async throws {
        let document = try await backOffice.salesDocument(pending.documentType, no: pending.documentNo)
        if let document, document.status == .open, backOffice is any SalesDocumentChanging { return }
        let composer = CreditComposer(settings: shop.settings, zone: shop.zone, handling: pending.handling)
        let basis = CreditComposer.Basis(order: pending.order, documentNo: pending.documentNo, mappings: mappings)
        var failed = false
        for refund in pending.refunds where CreditStore.needsCredit(refund) {
            let key = "\(shop.code)/\(refund.id)"
            sink.count(.read, by: 1)
            do {
                let draft = try composer.compose(refund, basis, type: type)
                let credit = try await credit(draft, key: key)
                try await sink.write { [shop] tx in
                    try CreditStore(tx: tx, shop: shop.code).credited(refund, of: pending.order.id, by: credit)
                    try SkippedStore(tx: tx, shop: shop.code, task: .processOrders).clear([refund.id])
                }
                sink.count(.created, by: 1)
            } catch {
                guard error is ConnectorError || error is BackOfficeError else { throw error }
                if let error = error as? BackOfficeError, error.code == .unreachable { throw error }
                failed = true
                sink.count(.failed, by: 1)
                try await sink.write { [shop] tx in
                    try SkippedStore(tx: tx, shop: shop.code, task: .processOrders)
                        .park(refund.id, name: "Refund of \(pending.order.name)", Failure(error))
                }
            }
        }
        if !failed { try await sink.write { [shop] tx in try CreditStore(tx: tx, shop: shop.code).settled(pending.order) } }
    }

    private func credit(_ draft: SalesDocumentDraft, key: String) async throws -> SalesDocument {
        do {
            return try await backOffice.createSalesDocument(draft, key: key)
        } catch let error as BackOfficeError where error.code == .keyConflict {
            // Made by a run that was killed before it could say so.
            guard let document = try await backOffice.salesDocument(key: key) else { throw error }
            return document
        }
    }
}
