import BackOffice
import Foundation
import ShopifyAdmin
import Storage

/// Which products and variants of the shop stand for items: those that are known, and those that SKU or barcode find.
struct ProductLinks: Sendable {
    var products: [String: ProductRow] = [:]
    /// Variant ids by item number and variant code.
    var variants: [String: [String: String]] = [:]

    /// As many terms as one search carries well.
    private static let terms = 40

    /// - Parameter searched: items that were looked for in vain and wait to be sent: an item with several changes comes several times.
    static func read(_ items: [Item], _ export: ProductExport, searched: inout Set<String>) async throws -> ProductLinks {
        let numbers = items.map(\.no)
        var links = try await export.database.read { [shop = export.shop] tx in
            let store = ProductRowStore(tx: tx, shop: shop.code)
            return ProductLinks(products: try store.products(ofItems: numbers), variants: try store.variants(ofItems: numbers))
        }
        try await links.takeLinked(items, export)
        let unknown = items.filter { links.products[$0.no] == nil && !$0.blocked && !searched.contains($0.no) }
        guard !unknown.isEmpty else { return links }
        try await links.find(unknown, export)
        searched.formUnion(unknown.map(\.no).filter { links.products[$0] == nil })
        return links
    }

    /// What is known from the way in needs no search, when all that is sold of the item is known.
    private mutating func takeLinked(_ items: [Item], _ export: ProductExport) async throws {
        let unknown = items.filter { item in
            let known = variants[item.no] ?? [:]
            return products[item.no] == nil && ProductComposer.sellables(item).allSatisfy { known[$0.code] != nil }
        }
        guard !unknown.isEmpty else { return }
        let numbers = unknown.map(\.no)
        let linked = try await export.sink.write { [shop = export.shop] tx in
            let store = ProductRowStore(tx: tx, shop: shop.code)
            let linked = try store.linkedProducts(ofItems: numbers)
            for (_, row) in linked.sorted(by: { $0.key < $1.key }) { try store.save(row) }
            return linked
        }
        products.merge(linked) { known, _ in known }
    }

    /// Looks for items among the shop's variants, before any product is made.
    private mutating func find(_ items: [Item], _ export: ProductExport) async throws {
        let reading = SKUReading(export.settings)
        var bySKU: [String: (Item, String)] = [:]
        var byBarcode: [String: (Item, String)] = [:]
        for item in items {
            for sellable in ProductComposer.sellables(item) {
                if let sku = reading.sku(item: item.no, variant: sellable.code) { bySKU[sku.lowercased()] = (item, sellable.code) }
                let barcode = sellable.variant.map(\.gtin) ?? item.gtin
                if export.settings.findByBarcode, !barcode.isEmpty { byBarcode[barcode] = (item, sellable.code) }
            }
        }
        let terms = bySKU.keys.sorted().map { "sku:'\(Self.quoted($0))'" } + byBarcode.keys.sorted().map { "barcode:'\(Self.quoted($0))'" }
        var found: [(Item, String, Admin.VariantKey)] = []
        for start in stride(from: 0, to: terms.count, by: Self.terms) {
            let query = terms[start..<min(start + Self.terms, terms.count)].joined(separator: " OR ")
            for try await page in export.session.client.pages(Admin.VariantKeys(query: query)) {
                for variant in page.nodes {
                    // The search is tokenised: only exact matches count.
                    if let match = variant.sku.flatMap({ bySKU[$0.lowercased()] }) ?? variant.barcode.flatMap({ byBarcode[$0] }) {
                        found.append((match.0, match.1, variant))
                    }
                }
            }
        }
        try await take(found, export)
    }

    private mutating func take(_ found: [(Item, String, Admin.VariantKey)], _ export: ProductExport) async throws {
        guard !found.isEmpty else { return }
        var rows: [ProductRow] = []
        for (item, code, variant) in found {
            if products[item.no] == nil {
                // A product with our handle was made by a run that did not live to know it, or whose answer was lost.
                let isOurs = variant.product.handle == ProductComposer.handle(item.no)
                let row = ProductRow(productID: variant.product.id, itemNo: item.no, isOurs: isOurs)
                products[item.no] = row
                rows.append(row)
            }
            if products[item.no]?.productID == variant.product.id { variants[item.no, default: [:]][code] = variant.id }
        }
        guard !export.sink.isDryRun else { return }
        let saved = rows
        try await export.sink.write { [shop = export.shop] tx in
            let store = ProductRowStore(tx: tx, shop: shop.code)
            for row in saved { try store.save(row) }
            try VariantLinkStore(tx: tx, shop: shop.code).save(
                found.map { item, code, variant in
                    VariantLink(
                        variantID: variant.id,
                        productID: variant.product.id,
                        title: item.description,
                        sku: variant.sku,
                        barcode: variant.barcode,
                        itemNo: item.no,
                        variantCode: code,
                        unit: item.baseUnit
                    )
                }
            )
        }
    }

    private static func quoted(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") }
}
