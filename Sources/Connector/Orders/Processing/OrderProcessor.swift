import BackOffice
import Foundation
import JobQueue
import Logging
import Storage

/// Makes sales documents of imported orders, each on its own: one that fails is parked with what mends it, the others go on.
struct OrderProcessor {
    let shop: Shop
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    /// Orders that are held in memory at a time.
    private static let page = 100

    private var composer: SalesDocumentComposer { SalesDocumentComposer(settings: shop.settings, zone: shop.zone) }

    /// What became of one order.
    private enum Outcome: Sendable {
        case document(SalesDocument, isNew: Bool, differences: [OrderDifference])
        case nothingToSell
        case failed(Failure)
    }

    /// - Returns: how many orders were looked at.
    @discardableResult
    func process(_ selection: ProcessingStore.Selection) async throws -> Int {
        let total = try await database.read { [shop] in try ProcessingStore(tx: $0, shop: shop.code).count(selection) }
        var after: (createdAt: Date, id: String)?
        var done = 0
        while true {
            try sink.checkCancellation()
            let position = after
            let page = try await database.read { [shop] tx in
                try ProcessingStore(tx: tx, shop: shop.code).page(selection, after: position, limit: Self.page)
            }
            guard let last = page.last else { return done }
            after = (last.createdAt, last.order.id)
            try await process(page.map(\.order))
            done += page.count
            sink.page(of: "orders to process", page.count, ["done": done, "of": max(total, done)])
            sink.progress(done, of: max(total, done))
        }
    }

    /// What would be made of the orders, without making it.
    func preview(_ selection: ProcessingStore.Selection) async throws -> [RecordChange] {
        var changes: [RecordChange] = []
        var after: (createdAt: Date, id: String)?
        while true {
            let position = after
            let page = try await database.read { [shop] tx in
                try ProcessingStore(tx: tx, shop: shop.code).page(selection, after: position, limit: Self.page)
            }
            guard let last = page.last else { return changes }
            after = (last.createdAt, last.order.id)
            let mapped = try await OrderMapper(shop: shop, backOffice: backOffice, database: database).map(page.map(\.order), create: false)
            for order in page.map(\.order) {
                sink.count(.read, by: 1)
                do {
                    guard SalesDocumentComposer.hasRemainder(order) else {
                        changes.append(RecordChange(record: order.name, field: "document", from: "", to: "none: nothing is left to sell"))
                        continue
                    }
                    let draft = try composer.compose(order, mapped.mappings[order.id] ?? OrderMappings())
                    if let previewing = backOffice as? any SalesDocumentPreviewing { _ = try await previewing.previewSalesDocument(draft) }
                    let total = Money(draft.expectedTotal, draft.currency)
                    changes.append(
                        RecordChange(
                            record: order.name,
                            field: "document",
                            from: "",
                            to: "\(draft.type.title) for \(draft.customerNo), \(total)"
                        )
                    )
                } catch {
                    sink.count(.failed, by: 1)
                    changes.append(RecordChange(record: order.name, field: "error", from: "", to: Failure(error).reason))
                }
            }
        }
    }

    private func process(_ orders: [ShopOrder]) async throws {
        let mapped = try await OrderMapper(shop: shop, backOffice: backOffice, database: database).map(orders, create: true)
        // The intents stand before the first document does: a killed run leaves a trace of each document that may exist.
        try await sink.write { [shop] tx in
            let intents = IntentStore(tx: tx, shop: shop.code)
            for order in orders { try intents.record(.document, key: Self.documentKey(order, shop), record: order.id, payload: order.name) }
            try CustomerLinkStore(tx: tx, shop: shop.code).save(mapped.customers)
            try VariantLinkStore(tx: tx, shop: shop.code).save(mapped.variants)
        }
        for order in orders {
            try sink.checkCancellation()
            let outcome = try await process(order, mapped.mappings[order.id] ?? OrderMappings())
            try await save(order, outcome)
            count(outcome)
        }
    }

    private func process(_ order: ShopOrder, _ mappings: OrderMappings) async throws -> Outcome {
        guard SalesDocumentComposer.hasRemainder(order) else { return .nothingToSell }
        let key = Self.documentKey(order, shop)
        do {
            let draft = try composer.compose(order, mappings)
            do {
                return .document(try await backOffice.createSalesDocument(draft, key: key), isNew: true, differences: [])
            } catch let error as BackOfficeError where error.code == .keyConflict {
                // Made by a run that was killed before it could say so; the order or its mapping has changed since.
                guard let document = try await backOffice.salesDocument(key: key) else { throw error }
                return .document(document, isNew: false, differences: differences(document, draft))
            }
        } catch let error as CancellationError {
            throw error
        } catch let error as BackOfficeError where error.code == .unreachable || error.code == .forbidden {
            // Not this order's fault: the whole run waits.
            throw error
        } catch {
            guard error is ConnectorError || error is BackOfficeError else { throw error }
            return .failed(Failure(error))
        }
    }

    private func differences(_ document: SalesDocument, _ draft: SalesDocumentDraft) -> [OrderDifference] {
        let now = Money(draft.expectedTotal, draft.currency)
        guard document.total != now else { return [] }
        return [OrderDifference(field: "total", from: document.total.description, to: now.description)]
    }

    private func save(_ order: ShopOrder, _ outcome: Outcome) async throws {
        try await sink.write { [shop] tx in
            let store = ProcessingStore(tx: tx, shop: shop.code)
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .processOrders)
            let intents = IntentStore(tx: tx, shop: shop.code)
            switch outcome {
            case .document(let document, _, let differences):
                try store.processed(order, document, handling: shop.settings.currencyHandling)
                if !differences.isEmpty { try store.flag(order.id, differences) }
                try intents.done([Self.documentKey(order, shop)], result: document.no)
                try Self.recordFollowUps(order, document, shop, intents)
                try skipped.clear([order.id])
            case .nothingToSell:
                try store.processed(order, nil, handling: shop.settings.currencyHandling)
                try intents.done([Self.documentKey(order, shop)])
                try skipped.clear([order.id])
            case .failed(let failure):
                try store.failed(order.id, failure)
                try skipped.park(order.id, name: order.name, failure)
            }
        }
    }

    private func count(_ outcome: Outcome) {
        sink.count(.read, by: 1)
        switch outcome {
        case .document(_, let isNew, _): sink.count(isNew ? .created : .unchanged, by: 1)
        case .nothingToSell: sink.count(.unchanged, by: 1)
        case .failed: sink.count(.failed, by: 1)
        }
    }

    /// What the shop is to be told, once, after the document is there.
    private static func recordFollowUps(_ order: ShopOrder, _ document: SalesDocument, _ shop: Shop, _ intents: IntentStore) throws {
        guard shop.settings.allowDataSync else { return }
        if shop.settings.writeBackDocumentNumber {
            try intents.record(.documentNumber, key: "documentNumber/\(order.id)", record: order.id, payload: document.no)
        }
        if shop.settings.archiveProcessedOrders, order.isComplete {
            try intents.record(.archive, key: "archive/\(order.id)", record: order.id, payload: "")
        }
    }

    static func documentKey(_ order: ShopOrder, _ shop: Shop) -> String { "\(shop.code)/\(order.id)" }
}
