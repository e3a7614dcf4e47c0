import BackOffice
import Foundation
import ShopifyAdmin

/// Composes a product of an item: pure.
struct ProductComposer {
    let settings: ShopSettings
    let currency: CurrencyCode

    /// Shopify's limits of a product (Admin API 2026-07, `ProductSetInput`).
    static let mostVariants = 2048
    static let mostOptions = 3

    /// One sellable of the item: the item itself, or a variant.
    struct Sellable: Sendable {
        var code: String
        var key: PriceKey
        var variant: ItemVariant?
    }

    /// What the item is sold as: its variants that are not blocked, or itself when it has none.
    static func sellables(_ item: Item) -> [Sellable] {
        guard !item.variants.isEmpty else { return [Sellable(code: "", key: PriceKey(itemNo: item.no), variant: nil)] }
        return item.variants.filter { !$0.blocked }.map {
            Sellable(code: $0.code, key: PriceKey(itemNo: item.no, variantCode: $0.code), variant: $0)
        }
    }

    /// Why the item cannot be a product; nil when it can.
    func refusal(_ item: Item) -> Failure? {
        let count = Self.sellables(item).count
        if item.description.isEmpty {
            return Failure(
                reason: "Item \(item.no) has no description, which would be the product's title.",
                code: "noTitle",
                field: "description"
            )
        }
        if count > Self.mostVariants {
            return Failure(
                reason: "Item \(item.no) has \(count) variants; a product may have \(Self.mostVariants).",
                code: "tooManyVariants",
                field: "variants"
            )
        }
        return count == 0 ? Failure(reason: "All variants of item \(item.no) are blocked.", code: "blocked", field: "blocked") : nil
    }

    /// The whole product.
    func product(_ item: Item, _ prices: [PriceKey: ItemPrice], isNew: Bool) -> Admin.ProductSetInput {
        let sellables = Self.sellables(item)
        var input = Admin.ProductSetInput()
        input.title = item.description
        input.descriptionHtml = item.marketingText
        input.vendor = item.vendor
        input.productType = item.category
        if isNew { input.status = status }
        input.productOptions = options(sellables)
        input.variants = sellables.map { sellable in
            var variant = Admin.ProductVariantSetInput(optionValues: values(sellable))
            variant.sku = SKUReading(settings).sku(item: item.no, variant: sellable.code)
            variant.barcode = Nullable(barcode(item, sellable))
            variant.inventoryItem = inventoryItem(item, sellable, prices[sellable.key])
            if isNew {
                variant.inventoryPolicy = settings.inventoryPolicy == .deny ? .deny : .continue
                variant.inventoryItem?.tracked = settings.inventoryTracked
            }
            if settings.syncPricesWithProducts || isNew, let price = prices[sellable.key] {
                variant.price = price.price.amount
                variant.compareAtPrice = Nullable(price.compareAt?.amount)
            }
            return variant
        }
        return input
    }

    /// Variants of a product that others made: only what is ours of them.
    func variants(_ item: Item, _ prices: [PriceKey: ItemPrice], _ ids: [String: String]) -> [Admin.ProductVariantsBulkInput] {
        Self.sellables(item).compactMap { sellable in
            guard let id = ids[sellable.code] else { return nil }
            var variant = Admin.ProductVariantsBulkInput(id: id)
            variant.barcode = barcode(item, sellable).map { .value($0) }
            variant.inventoryItem = inventoryItem(item, sellable, prices[sellable.key])
            if settings.syncPricesWithProducts, let price = prices[sellable.key] {
                variant.price = price.price.amount
                variant.compareAtPrice = Nullable(price.compareAt?.amount)
            }
            return variant
        }
    }

    /// Prices, and nothing but prices.
    func prices(_ item: Item, _ prices: [PriceKey: ItemPrice], _ ids: [String: String]) -> [Admin.ProductVariantsBulkInput] {
        Self.sellables(item).compactMap { sellable in
            guard let id = ids[sellable.code], let price = prices[sellable.key] else { return nil }
            return Admin.ProductVariantsBulkInput(compareAtPrice: Nullable(price.compareAt?.amount), id: id, price: price.price.amount)
        }
    }

    /// The handle by which a repeated creation finds what the first one made. Numbers with other signs than letters and digits have a
    /// digest at the end, so that no two items share a handle.
    static func handle(_ itemNo: String) -> String {
        let letters = itemNo.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let isWhole = itemNo.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return "item-" + String(letters) + (isWhole ? "" : "-\(ContentHash.of(itemNo.utf8).prefix(8))")
    }

    private var status: Admin.ProductStatus {
        switch settings.createdProductStatus {
        case .active: .active
        case .draft: .draft
        case .unlisted: .unlisted
        }
    }

    private func optionCount(_ sellables: [Sellable]) -> Int {
        let variants = sellables.compactMap(\.variant)
        if variants.contains(where: { !$0.option3.isEmpty }) { return 3 }
        return variants.contains(where: { !$0.option2.isEmpty }) ? 2 : 1
    }

    private func options(_ sellables: [Sellable]) -> [Admin.OptionSetInput] {
        guard sellables.contains(where: { $0.variant != nil }) else {
            return [Admin.OptionSetInput(name: "Title", values: [Admin.OptionValueSetInput(name: "Default Title")])]
        }
        let count = optionCount(sellables)
        return (0..<count).map { index in
            var seen: Set<String> = []
            let names = sellables.map { option($0, index) }.filter { seen.insert($0).inserted }
            return Admin.OptionSetInput(name: name(index, count), values: names.map { Admin.OptionValueSetInput(name: $0) })
        }
    }

    private func values(_ sellable: Sellable) -> [Admin.VariantOptionValueInput] {
        guard let variant = sellable.variant else { return [Admin.VariantOptionValueInput(name: "Default Title", optionName: "Title")] }
        let count = max(1, [variant.option1, variant.option2, variant.option3].lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 1)
        return (0..<count).map { Admin.VariantOptionValueInput(name: option(sellable, $0), optionName: name($0, count)) }
    }

    private func option(_ sellable: Sellable, _ index: Int) -> String {
        guard let variant = sellable.variant else { return "Default Title" }
        let text = [variant.option1, variant.option2, variant.option3][index]
        if !text.isEmpty { return text }
        return index == 0 ? (variant.description.isEmpty ? variant.code : variant.description) : "–"
    }

    private func name(_ index: Int, _ count: Int) -> String { index == 0 ? "Variant" : "Option \(index + 1)" }

    private func barcode(_ item: Item, _ sellable: Sellable) -> String? {
        let code = sellable.variant.map(\.gtin) ?? item.gtin
        return code.isEmpty ? nil : code
    }

    private func inventoryItem(_ item: Item, _ sellable: Sellable, _ price: ItemPrice?) -> Admin.InventoryItemInput {
        var input = Admin.InventoryItemInput()
        if let cost = price?.unitCost { input.cost = .value(cost.amount) }
        if !item.countryOfOrigin.isEmpty { input.countryCodeOfOrigin = .value(item.countryOfOrigin) }
        if !item.tariffNo.isEmpty { input.harmonizedSystemCode = .value(item.tariffNo) }
        if let weight = sellable.variant?.weight ?? item.weight {
            let value = NSDecimalNumber(decimal: weight).doubleValue
            input.measurement = Admin.InventoryItemMeasurementInput(weight: Admin.WeightInput(value: value, unit: .kilograms))
        }
        input.requiresShipping = item.type != .service
        return input
    }
}
