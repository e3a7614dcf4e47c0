import Foundation
import Storage

/// A product of the shop that stands for one of our items.
struct ProductRow: Sendable, Equatable {
    var productID: String
    var itemNo: String
    /// Whether we made it: then its list of variants is ours to replace.
    var isOurs: Bool
    /// Of what was sent last: the whole product, its prices alone.
    var sentHash: String?
    var priceHash: String?
}

struct ProductRowStore {
    let tx: Transaction
    let shop: String

    func products(ofItems numbers: [String]) throws -> [String: ProductRow] {
        var found: [String: ProductRow] = [:]
        for row in try tx.rows(
            """
            SELECT product_id, item_no, is_ours, sent_hash, price_hash FROM connector_products
            WHERE shop = \(shop) AND item_no IN \(list: numbers)
            """
        ) {
            let product = ProductRow(
                productID: try row.get("product_id"),
                itemNo: try row.get("item_no"),
                isOurs: try row.get("is_ours"),
                sentHash: try row.get("sent_hash"),
                priceHash: try row.get("price_hash")
            )
            found[product.itemNo] = product
        }
        return found
    }

    /// The shop's variants of items, by item and variant code.
    func variants(ofItems numbers: [String]) throws -> [String: [String: String]] {
        var found: [String: [String: String]] = [:]
        for row in try tx.rows(
            "SELECT variant_id, item_no, variant_code FROM connector_variants WHERE shop = \(shop) AND item_no IN \(list: numbers)"
        ) {
            found[try row.get("item_no"), default: [:]][try row.get("variant_code", as: String?.self) ?? ""] = try row.get("variant_id")
        }
        return found
    }

    /// Products of items whose variants were linked when they, or orders for them, came in: made by others. An item that stands for several
    /// products is left out.
    func linkedProducts(ofItems numbers: [String]) throws -> [String: ProductRow] {
        var found: [String: ProductRow] = [:]
        for row in try tx.rows(
            """
            SELECT item_no, MIN(product_id) AS product FROM connector_variants
            WHERE shop = \(shop) AND item_no IN \(list: numbers) AND product_id IS NOT NULL
            GROUP BY item_no HAVING MIN(product_id) = MAX(product_id)
            """
        ) {
            let no = try row.get("item_no", as: String.self)
            found[no] = ProductRow(productID: try row.get("product"), itemNo: no, isOurs: false)
        }
        return found
    }

    func save(_ product: ProductRow) throws {
        try tx.execute(
            """
            INSERT INTO connector_products (shop, product_id, item_no, is_ours, sent_hash, price_hash)
            VALUES (\(shop), \(product.productID), \(product.itemNo), \(product.isOurs), \(product.sentHash), \(product.priceHash))
            ON CONFLICT (shop, product_id) DO UPDATE SET item_no = excluded.item_no, is_ours = excluded.is_ours,
                sent_hash = COALESCE(excluded.sent_hash, connector_products.sent_hash),
                price_hash = COALESCE(excluded.price_hash, connector_products.price_hash)
            """
        )
    }
}
