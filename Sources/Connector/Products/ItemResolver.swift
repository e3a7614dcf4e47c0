import BackOffice
import Storage

/// Finds, or creates where the shop card lets it, our items of order lines: many orders in few questions.
struct ItemResolver {
    let shop: Shop
    let backOffice: any BackOffice
    /// Items by the shop's variant ids, as they were linked before.
    let linked: [String: ItemMatch]

    struct Result: Sendable {
        /// By order line id.
        var items: [String: ItemMatch] = [:]
        /// By order line id.
        var problems: [String: MappingProblem] = [:]
        var links: [VariantLink] = []
        var created = 0
    }

    private var settings: ShopSettings { shop.settings }

    func resolve(_ orders: [ShopOrder], create: Bool) async throws -> Result {
        let lines = orders.flatMap { order in order.lines.filter { !$0.isTip && !$0.isGiftCard }.map { (order, $0) } }
        var keys: Set<ItemKey> = []
        for (_, line) in lines { keys.formUnion(candidates(line)) }
        let found = keys.isEmpty ? [:] : try await backOffice.items(matching: keys)
        var result = Result()
        var made: [String: ItemMatch] = [:]
        for (order, line) in lines {
            var match: ItemMatch?
            var problem: MappingProblem?
            for key in candidates(line) {
                guard let matches = found[key], let first = matches.first else { continue }
                if matches.count > 1 {
                    let names = matches.prefix(3).map { "\($0.itemNo) \($0.variantCode)".trimmed }.joined(separator: ", ")
                    problem = self.problem(line, "several items fit: \(names).", "Give each item a code of its own.")
                } else {
                    match = first
                    problem = nil
                }
                break
            }
            if match == nil, problem == nil, create, settings.createUnknownItems, let creating = backOffice as? any ItemCreating {
                do {
                    let draft = try creation(order, line)
                    if let before = made[draft.key] {
                        match = before
                    } else {
                        match = try await make(draft, creating)
                        made[draft.key] = match
                        result.created += 1
                    }
                } catch let error as BackOfficeError {
                    problem = self.problem(line, "the item could not be created: \(error)", "Mend it, or create the item by hand.")
                }
            }
            if let match {
                result.items[line.id] = match
                if match.blocked {
                    problem = self.problem(line, "item \(match.itemNo) is blocked.", "Unblock the item, or map the product to another one.")
                }
            }
            result.problems[line.id] = problem ?? (match == nil ? missing(line) : nil)
            if let variant = line.variantID {
                result.links.append(
                    VariantLink(
                        variantID: variant,
                        productID: line.productID,
                        title: line.name,
                        sku: line.sku,
                        barcode: line.barcode,
                        itemNo: match?.itemNo,
                        variantCode: match?.variantCode,
                        unit: match?.unit
                    )
                )
            }
        }
        return result
    }

    /// What finds the line's item, best first.
    private func candidates(_ line: OrderLine) -> [ItemKey] {
        var keys: [ItemKey] = []
        if let variant = line.variantID, let item = linked[variant] {
            keys.append(item.variantCode.isEmpty ? .no(item.itemNo) : .noAndVariantCode(no: item.itemNo, code: item.variantCode))
        }
        if let sku = line.sku?.trimmed, !sku.isEmpty {
            if let key = SKUReading(settings).key(sku, vendor: line.vendor ?? "") { keys.append(key) }
        }
        if settings.findByBarcode, let barcode = line.barcode?.trimmed, !barcode.isEmpty { keys.append(.barcode(barcode)) }
        return keys
    }

    private func split(_ sku: String) -> (item: String, variant: String) { SKUReading(settings).split(sku) }

    private struct Creation {
        var key: String
        var draft: ItemDraft
        var variant: ItemVariant?
    }

    private func creation(_ order: ShopOrder, _ line: OrderLine) throws -> Creation {
        let price = Money(line.unitPrice.shop, try CurrencyCode(order.currency))
        let sku = line.sku?.trimmed ?? ""
        let owner = line.variantID ?? (sku.isEmpty ? line.id : "sku/\(sku)")
        var draft = ItemDraft(
            description: line.name,
            type: line.requiresShipping ? .inventory : .nonInventory,
            unitPrice: price,
            vendor: line.vendor ?? "",
            gtin: line.barcode ?? ""
        )
        var key = "\(shop.code)/\(owner)"
        var variant: ItemVariant?
        switch settings.skuMapping {
        case .itemNo: if !sku.isEmpty { draft.no = sku }
        case .itemNoAndVariantCode:
            let parts = split(sku)
            if !parts.item.isEmpty { draft.no = parts.item }
            if !parts.variant.isEmpty {
                key = "\(shop.code)/item/\(parts.item)/\(parts.variant)"
                variant = ItemVariant(itemNo: parts.item, code: parts.variant, description: line.variantTitle ?? "", unitPrice: price)
                draft.description = line.title
                draft.gtin = ""
            }
        case .vendorItemNo: if !sku.isEmpty { draft.references = [.init(type: .vendor, reference: sku)] }
        case .barcode: if !sku.isEmpty, draft.gtin.isEmpty { draft.gtin = sku }
        case .none, .variantCode: break
        }
        return Creation(key: key, draft: draft, variant: variant)
    }

    private func make(_ creation: Creation, _ creating: any ItemCreating) async throws -> ItemMatch {
        guard let variant = creation.variant else {
            let item = try await creating.createItem(creation.draft, key: creation.key)
            return ItemMatch(itemNo: item.no, unit: item.baseUnit, description: item.description)
        }
        let existing = try await creating.item(no: variant.itemNo)
        let item: Item
        if let existing {
            item = existing
        } else {
            item = try await creating.createItem(creation.draft, key: "\(shop.code)/item/\(variant.itemNo)")
        }
        let made = try await creating.createVariant(variant)
        return ItemMatch(itemNo: item.no, variantCode: made.code, unit: item.baseUnit, description: item.description)
    }

    private func missing(_ line: OrderLine) -> MappingProblem {
        let sku = line.sku?.trimmed ?? ""
        if sku.isEmpty {
            return problem(
                line,
                "it has no SKU, and nothing else finds its item.",
                "Give the product a SKU, or set createUnknownItems=true."
            )
        }
        if settings.skuMapping == .none {
            return problem(line, "the shop card does not say what a SKU means.", "Set skuMapping on the shop card.")
        }
        return problem(
            line,
            "no item has \(words) “\(sku)”.",
            "Create the item, correct the SKU, or set createUnknownItems=true on the shop card."
        )
    }

    private var words: String {
        switch settings.skuMapping {
        case .none, .itemNo: "the number"
        case .variantCode: "a variant with the code"
        case .itemNoAndVariantCode: "the number and variant"
        case .vendorItemNo: "the vendor's number"
        case .barcode: "the barcode"
        }
    }

    private func problem(_ line: OrderLine, _ reason: String, _ mend: String) -> MappingProblem {
        let sku = line.sku.map { $0.isEmpty ? "" : " (SKU \($0))" } ?? ""
        return MappingProblem(subject: "line “\(line.name)”\(sku)", field: "item", reason: reason, mend: mend, record: line.variantID)
    }
}
