import JobQueue

/// What *Sync orders* and *Process orders* have in common: their locks, and how orders become documents and the shop is told.
struct OrderRun {
    let session: ShopSession
    let connector: Connector
    let context: JobContext

    static func open(_ connector: Connector, _ context: JobContext) async throws -> OrderRun {
        OrderRun(session: try await ShopSession.open(context.shop, connector, context), connector: connector, context: context)
    }

    /// Customers and items may be created for orders: then nobody else does meanwhile.
    static func locks(_ connector: Connector, _ shop: String?) async throws -> [String] {
        guard let shop else { return [] }
        let card = try await connector.shops.show(shop)
        var locks = ["shop/\(card.code)/orders"]
        if card.settings.createUnknownCustomers { locks.append("shop/\(card.code)/customers") }
        if card.settings.createUnknownItems { locks.append("shop/\(card.code)/products") }
        return locks
    }

    func processor(_ shop: Shop) -> OrderProcessor {
        OrderProcessor(shop: shop, database: connector.database, backOffice: connector.backOffice, sink: context)
    }

    /// Sales documents, and credits for what was refunded.
    func makeDocuments(_ selection: ProcessingStore.Selection, _ shop: Shop) async throws {
        try await processor(shop).process(selection)
        try await RefundProcessor(shop: shop, database: connector.database, backOffice: connector.backOffice, sink: context).process()
    }

    /// Numbers of documents, and archiving.
    func writeBack() async throws {
        try await OrderWriteBack(session: session, database: connector.database, sink: context).run(retryAll: !context.isRecurring)
    }
}
