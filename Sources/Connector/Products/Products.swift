import BackOffice
import Foundation
import Storage

/// The shops' products as far as syncs have met them, for people: which item each variant stands for, and changing that.
public struct Products: Sendable {
    let database: Database
    let backOffice: any BackOffice

    private struct Record: Decodable {
        var id: String
        var shop: String
        var product: String?
        var title: String
        var sku: String?
        var barcode: String?
        var item: String?
        var variant: String?
        var unit: String?
        var seenAt: Date

        var position: LinkFilter.Position { LinkFilter.Position(shop: shop, id: id, name: title) }

        var summary: ProductSummary {
            ProductSummary(
                id: id,
                shop: shop,
                product: product,
                title: title,
                sku: sku,
                barcode: barcode,
                item: item,
                variant: variant.flatMap { $0.isEmpty ? nil : $0 },
                unit: unit,
                seenAt: seenAt
            )
        }
    }

    /// By shop and variant.
    public func list(_ filter: LinkFilter = LinkFilter()) async throws -> [ProductSummary] {
        try await database.read { try LinkTable.variants.list(Record.self, filter, $0).map(\.summary) }
    }

    /// A page that answers at once, however many there are: see ``LinkPage/next`` for what that means for a search.
    public func page(_ filter: LinkFilter) async throws -> LinkPage<ProductSummary> {
        try await database.read { tx in
            let page = try LinkTable.variants.page(Record.self, filter, key: \.position, tx)
            return LinkPage(records: page.records.map(\.summary), next: page.next)
        }
    }

    /// - Parameter id: the variant's global id, or its number.
    /// - Throws: `ConnectorError` `notFound`.
    public func show(_ id: String, shop: String) async throws -> ProductSummary {
        try await database.read { try Self.existing(id, shop, $0) }
    }

    /// A person says which item a variant stands for. It stays so, whatever SKU and barcode say.
    ///
    /// - Parameter variant: the variant's code of an item that has variants; empty: the item itself.
    /// - Throws: `ConnectorError` `notFound`; `invalidValue` with the field `item` when there is no such item, or it is blocked.
    @discardableResult
    public func map(_ id: String, shop: String, item: String, variant: String = "") async throws -> ProductSummary {
        let product = try await show(id, shop: shop)
        let (no, code) = (item.trimmed, variant.trimmed)
        guard !no.isEmpty else { throw ConnectorError(.invalidValue, "Name the item.", record: product.title, field: "item") }
        let key: ItemKey = code.isEmpty ? .no(no) : .noAndVariantCode(no: no, code: code)
        guard let match = try await backOffice.items(matching: [key])[key]?.first else {
            let words = code.isEmpty ? "item \(no)" : "variant \(code) of item \(no)"
            throw ConnectorError(.invalidValue, "There is no \(words).", record: product.title, field: code.isEmpty ? "item" : "variant")
        }
        guard !match.blocked else {
            throw ConnectorError(
                .invalidValue,
                "Item \(match.itemNo) is blocked; choose another one.",
                record: product.title,
                field: "item"
            )
        }
        return try await database.write { tx in
            try tx.execute(
                """
                UPDATE connector_variants SET item_no = \(match.itemNo), variant_code = \(match.variantCode), unit = \(match.unit)
                WHERE shop = \(product.shop) AND variant_id = \(product.id)
                """
            )
            return try Self.existing(product.id, product.shop, tx)
        }
    }

    /// Forgets which item a variant stands for; the next sync looks for it anew.
    @discardableResult
    public func unmap(_ id: String, shop: String) async throws -> ProductSummary {
        try await database.write { tx in
            let product = try Self.existing(id, shop, tx)
            try tx.execute(
                """
                UPDATE connector_variants SET item_no = NULL, variant_code = NULL, unit = NULL
                WHERE shop = \(product.shop) AND variant_id = \(product.id)
                """
            )
            return try Self.existing(product.id, product.shop, tx)
        }
    }

    private static func existing(_ id: String, _ shop: String, _ tx: Transaction) throws -> ProductSummary {
        let code = try ShopStore(tx: tx).existing(shop).code
        let whole = id.allSatisfy(\.isNumber) ? "gid://shopify/ProductVariant/\(id)" : id
        let found = try tx.first(
            Record.self,
            "SELECT \(LinkTable.variants.columns) FROM connector_variants WHERE shop = \(code) AND variant_id = \(whole)"
        )
        guard let found else {
            throw ConnectorError(.notFound, "No sync has met a variant \(id) of the shop \(code).", record: id, field: "id")
        }
        return found.summary
    }
}
