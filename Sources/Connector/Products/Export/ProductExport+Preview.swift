extension ProductExport.Outboxes {
    /// What waits, in words.
    func planned(onlyPrices: Bool) -> [PlannedChange] {
        let products = whole.sendings.map { sending in
            let isNew = sending.product == nil
            return PlannedChange(
                record: sending.itemNo,
                field: "product",
                from: isNew ? "" : sending.description,
                to: isNew ? sending.description : "changed"
            )
        }
        let others = variants.sendings.map {
            PlannedChange(record: $0.itemNo, field: onlyPrices ? "prices" : "variants", from: "", to: "changed")
        }
        return products + others + refused.map { PlannedChange(record: $0.no, field: "error", from: "", to: $0.failure.reason) }
    }
}
