import BackOffice
import Storage

extension Orders {
    /// What stands between an order and its document now: looked for anew, nothing is created. Empty for an order that has its document.
    ///
    /// - Throws: `ConnectorError` `notFound`; `BackOfficeError` when the back office cannot be asked.
    public func mappingProblems(_ id: String, shop: String? = nil) async throws -> [MappingProblem] {
        let (row, card, order) = try await database.read { tx in
            let row = try Self.row(id, shop, tx)
            let bytes = try tx.value([UInt8].self, "SELECT content FROM connector_orders WHERE shop = \(row.shop) AND id = \(row.id)")
            return (row, try ShopStore(tx: tx).existing(row.shop), try ShopOrder.unpacked(bytes ?? []))
        }
        guard !row.processed else { return [] }
        let mapped = try await OrderMapper(shop: card, backOffice: backOffice, database: database).map([order], create: false)
        // Links that were not known yet are kept, so that a person can map what a page shows.
        try await database.write { tx in
            try CustomerLinkStore(tx: tx, shop: card.code).save(mapped.customers)
            try VariantLinkStore(tx: tx, shop: card.code).save(mapped.variants)
        }
        return mapped.mappings[order.id]?.problems ?? []
    }
}
