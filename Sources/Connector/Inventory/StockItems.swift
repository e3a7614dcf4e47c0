import BackOffice

/// Our items of inventory items, by their SKU as the shop card maps it.
struct StockItems {
    let shop: Shop
    let backOffice: any BackOffice

    /// By inventory item id. What is unknown, ambiguous or blocked is absent: no stock is sent for it.
    func keys(_ items: [(id: String, sku: String)]) async throws -> [String: StockKey] {
        let keys = Dictionary(items.compactMap { item in key(item.sku).map { (item.id, $0) } }) { first, _ in first }
        guard !keys.isEmpty else { return [:] }
        let found = try await backOffice.items(matching: Set(keys.values))
        return keys.compactMapValues { key in
            guard let matches = found[key], matches.count == 1, let match = matches.first, !match.blocked else { return nil }
            return StockKey(itemNo: match.itemNo, variantCode: match.variantCode)
        }
    }

    private func key(_ sku: String) -> ItemKey? {
        let sku = sku.trimmed
        guard !sku.isEmpty else { return nil }
        return SKUReading(shop.settings).key(sku, vendor: "")
    }
}

/// What a SKU means, as the shop card says.
struct SKUReading {
    let settings: ShopSettings

    init(_ settings: ShopSettings) { self.settings = settings }

    /// Nil when the shop card does not say what a SKU means.
    func key(_ sku: String, vendor: String) -> ItemKey? {
        switch settings.skuMapping {
        case .none: return nil
        case .itemNo: return .no(sku)
        case .variantCode: return .variantCode(sku)
        case .itemNoAndVariantCode:
            let parts = split(sku)
            return parts.variant.isEmpty ? .no(parts.item) : .noAndVariantCode(no: parts.item, code: parts.variant)
        case .vendorItemNo: return .vendorItemNo(sku, vendor: vendor)
        case .barcode: return .barcode(sku)
        }
    }

    func split(_ sku: String) -> (item: String, variant: String) {
        guard !settings.skuSeparator.isEmpty, let range = sku.firstRange(of: settings.skuSeparator) else { return (sku, "") }
        return (String(sku[..<range.lowerBound]), String(sku[range.upperBound...]))
    }

    /// The SKU that stands for an item, the other way round; nil when the mapping has none.
    func sku(item: String, variant: String) -> String? {
        switch settings.skuMapping {
        case .none, .vendorItemNo, .barcode: nil
        case .itemNo: item
        case .variantCode: variant.isEmpty ? nil : variant
        case .itemNoAndVariantCode: variant.isEmpty ? item : item + settings.skuSeparator + variant
        }
    }
}
