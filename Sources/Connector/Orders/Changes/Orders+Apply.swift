import BackOffice
import Foundation
import Storage

extension Orders {
    /// Makes the open document what the order is now, and clears its order update. An order of which nothing is left cancels its document.
    /// - Throws: `ConnectorError` `conflict` when there is no order update, or the back office cannot change documents;
    ///   `BackOfficeError` `final` once anything was shipped or invoiced.
    @discardableResult
    public func apply(_ id: String, shop code: String? = nil) async throws -> OrderSummary {
        let (row, shop, order, handling) = try await database.read { tx in
            let row = try Self.row(id, code, tx)
            let stored = try tx.first(
                "SELECT content, currency_handling FROM connector_orders WHERE shop = \(row.shop) AND id = \(row.id)"
            )
            let order = try ShopOrder.unpacked(try stored?.get("content") ?? [])
            let handling = try stored?.get("currency_handling", as: String?.self).flatMap(CurrencyHandling.init) ?? .shop
            return (row, try ShopStore(tx: tx).existing(row.shop), order, handling)
        }
        guard row.processed, row.updateFlagged else {
            throw ConnectorError(.conflict, "Order \(row.name) has no order update to apply.", record: row.name)
        }
        guard let changing = backOffice as? any SalesDocumentChanging else {
            throw ConnectorError(
                .conflict,
                "\(backOffice.name) cannot change documents: change it by hand, then resolve the order update.",
                record: row.name
            )
        }
        let key = OrderProcessor.documentKey(order, shop)
        let document: SalesDocument
        if SalesDocumentComposer.hasRemainder(order) {
            var settings = shop.settings
            settings.currencyHandling = handling
            let mapped = try await OrderMapper(shop: shop, backOffice: backOffice, database: database).map([order], create: true)
            var draft = try SalesDocumentComposer(settings: settings, zone: shop.zone)
                .compose(order, mapped.mappings[order.id] ?? OrderMappings())
            // Number and type stay, whatever became of the order since.
            draft.no = nil
            draft.type = row.documentType.flatMap(SalesDocumentType.init) ?? draft.type
            document = try await changing.changeSalesDocument(key: key, to: draft)
        } else {
            document = try await changing.cancelSalesDocument(key: key)
        }
        return try await database.write { tx in
            try tx.execute(
                """
                UPDATE connector_orders SET update_flagged = 0, differences = NULL, processed_content = content, credit_pending = 0,
                    document_total = \(document.total.amount), document_currency = \(document.currency.rawValue), error = NULL,
                    error_code = NULL, error_at = NULL
                WHERE shop = \(row.shop) AND id = \(row.id)
                """
            )
            return try Self.row(row.id, row.shop, tx).summary()
        }
    }
}
