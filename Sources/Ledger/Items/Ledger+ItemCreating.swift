public import BackOffice
import Storage

extension Ledger: ItemCreating {
    public func createItem(_ draft: ItemDraft, key: String) async throws -> Item {
        let hash = try JSONText.hash(draft)
        return try await repeatingAfterRace {
            try await change { transaction in
                let store = ItemStore(transaction: transaction)
                if let row = try transaction.first("SELECT no, creation_hash FROM ledger_item WHERE creation_key = \(key)") {
                    let no: String = try row.get("no")
                    try IdempotencyKey.check(key, hash: hash, against: try row.get("creation_hash"), record: "item \(no)")
                    return try store.items(numbers: [no])[0]
                }
                var item = try Self.item(from: draft)
                if let no = draft.no {
                    item.no = CodeKey.trimmed(no)
                    guard try store.canonicalNumbers([no]).isEmpty else {
                        throw BackOfficeError(
                            .alreadyExists,
                            record: "item \(no)",
                            field: "no",
                            sentence: "Item \(no) exists already.",
                            mend: "Map the product to the item instead, or give another number."
                        )
                    }
                } else {
                    item.no = try NumberSeries.item.next(in: transaction) { try !store.canonicalNumbers([$0]).isEmpty }
                }
                for index in item.variants.indices { item.variants[index].itemNo = item.no }
                try store.insert(item, creationKey: key, creationHash: hash)
                try store.insert(draft.references, itemNo: item.no)
                try transaction.recordChanges(.item, [ChangedRecord(no: item.no)])
                return item
            }
        }
    }

    public func createVariant(_ variant: ItemVariant) async throws -> ItemVariant {
        try Self.check(code: variant.code, of: "variant of item \(variant.itemNo)", field: "code")
        return try await repeatingAfterRace {
            try await change { transaction in
                let store = ItemStore(transaction: transaction)
                guard let item = try store.items(numbers: [variant.itemNo]).first else { throw Self.unknownItem(variant.itemNo) }
                let key = CodeKey.fold(variant.code)
                if let existing = item.variants.first(where: { CodeKey.fold($0.code) == key }) { return existing }
                var variant = variant
                variant.itemNo = item.no
                variant.code = CodeKey.trimmed(variant.code)
                try store.insert([variant])
                try transaction.recordChanges(.item, [ChangedRecord(no: item.no)])
                return variant
            }
        }
    }

    public func updateItem(no: String, with draft: ItemDraft) async throws -> Item {
        try await change { transaction in
            let store = ItemStore(transaction: transaction)
            guard let before = try store.items(numbers: [no]).first else { throw Self.unknownItem(no) }
            var item = before
            func set(_ field: WritableKeyPath<Item, String>, _ text: String) { if !text.isEmpty { item[keyPath: field] = text } }
            set(\.description, draft.description)
            set(\.vendor, draft.vendor)
            set(\.category, draft.category)
            set(\.gtin, draft.gtin)
            set(\.tariffNo, draft.tariffNo)
            set(\.countryOfOrigin, draft.countryOfOrigin)
            set(\.marketingText, draft.marketingText)
            if let weight = draft.weight { item.weight = weight }
            try store.insert(draft.references, itemNo: item.no)
            guard item != before || !draft.references.isEmpty else { return item }
            try store.update(item)
            try transaction.recordChanges(.item, [ChangedRecord(no: item.no)])
            return item
        }
    }

    private static func item(from draft: ItemDraft) throws -> Item {
        let record = "item \(draft.no ?? "to be numbered")"
        if let no = draft.no { try check(code: no, of: record, field: "no") }
        guard !draft.description.isEmpty else {
            throw BackOfficeError(
                .missingValue,
                record: record,
                field: "description",
                sentence: "An item needs a description.",
                mend: "Give the product a title in the shop."
            )
        }
        for variant in draft.variants { try check(code: variant.code, of: record, field: "variants.code") }
        if let twice = Dictionary(grouping: draft.variants, by: { CodeKey.fold($0.code) }).values.first(where: { $0.count > 1 }) {
            throw BackOfficeError(
                .alreadyExists,
                record: record,
                field: "variants.code",
                sentence: "Variant code \(twice[0].code) stands there twice.",
                mend: "Give every variant a SKU of its own."
            )
        }
        return Item(
            no: "",
            description: draft.description,
            type: draft.type,
            baseUnit: draft.baseUnit,
            unitPrice: draft.unitPrice,
            unitCost: draft.unitCost,
            vendor: draft.vendor,
            category: draft.category,
            gtin: draft.gtin,
            tariffNo: draft.tariffNo,
            countryOfOrigin: draft.countryOfOrigin,
            weight: draft.weight,
            marketingText: draft.marketingText,
            variants: draft.variants
        )
    }

    /// Numbers and codes are at most 50 characters without control characters, and not blank.
    static func check(code: String, of record: String, field: String) throws {
        let trimmed = CodeKey.trimmed(code)
        guard !trimmed.isEmpty, trimmed.count <= 50, trimmed.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw BackOfficeError(
                .invalidValue,
                record: record,
                field: field,
                sentence: "\"\(code.prefix(60))\" cannot be a number or code.",
                mend: "Use 1 to 50 visible characters."
            )
        }
    }

    static func unknownItem(_ no: String) -> BackOfficeError {
        BackOfficeError(
            .notFound,
            record: "item \(no)",
            field: "no",
            sentence: "There is no item \(no).",
            mend: "Create or import it first."
        )
    }
}
