import BackOffice
import Foundation
import Storage

/// A variant of the shop and our item, as far as one was found.
struct VariantLink: Sendable, Hashable {
    var variantID: String
    var productID: String?
    var title: String
    var sku: String?
    var barcode: String?
    var itemNo: String?
    var variantCode: String?
    var unit: String?
}

struct VariantLinkStore {
    let tx: Transaction
    let shop: String

    /// The items that variants are linked to.
    func items(of ids: [String]) throws -> [String: ItemMatch] {
        var found: [String: ItemMatch] = [:]
        let rows = try tx.rows(
            """
            SELECT variant_id, item_no, variant_code, unit, title FROM connector_variants
            WHERE shop = \(shop) AND variant_id IN \(list: ids) AND item_no IS NOT NULL
            """
        )
        for row in rows {
            found[try row.get("variant_id")] = ItemMatch(
                itemNo: try row.get("item_no"),
                variantCode: try row.get("variant_code", as: String?.self) ?? "",
                unit: try row.get("unit", as: String?.self) ?? "",
                description: try row.get("title")
            )
        }
        return found
    }

    /// A link that was found stays when a later run finds none.
    func save(_ links: [VariantLink]) throws {
        let now = try tx.now()
        let unique = Dictionary(links.map { ($0.variantID, $0) }) { first, second in first.itemNo == nil ? second : first }
        try tx.insert(
            into: "connector_variants",
            columns: ["shop", "variant_id", "product_id", "title", "sku", "barcode", "item_no", "variant_code", "unit", "seen_at"],
            rows: unique.values.sorted { $0.variantID < $1.variantID }.map { link in
                [
                    shop.databaseValue, link.variantID.databaseValue, link.productID.databaseValue, link.title.databaseValue,
                    link.sku.databaseValue, link.barcode.databaseValue, link.itemNo.databaseValue, link.variantCode.databaseValue,
                    link.unit.databaseValue, now.databaseValue,
                ]
            },
            onConflict: """
                ON CONFLICT (shop, variant_id) DO UPDATE SET title = excluded.title, sku = excluded.sku,
                product_id = COALESCE(excluded.product_id, connector_variants.product_id),
                barcode = COALESCE(excluded.barcode, connector_variants.barcode),
                item_no = COALESCE(excluded.item_no, connector_variants.item_no),
                variant_code = CASE WHEN excluded.item_no IS NULL THEN connector_variants.variant_code ELSE excluded.variant_code END,
                unit = CASE WHEN excluded.item_no IS NULL THEN connector_variants.unit ELSE excluded.unit END, seen_at = excluded.seen_at
                """
        )
    }
}
