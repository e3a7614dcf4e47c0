import BackOffice

extension ProductExport.Outboxes {
    /// What waits, in words.
    func planned(onlyPrices: Bool) -> [RecordChange] {
        let products = whole.sendings.map { sending in
            let isNew = sending.product == nil
            return RecordChange(
                record: sending.itemNo,
                field: "product",
                from: isNew ? "" : sending.description,
                to: isNew ? sending.description : "changed"
            )
        }
        let others = variants.sendings.map {
            RecordChange(record: $0.itemNo, field: onlyPrices ? "prices" : "variants", from: "", to: "changed")
        }
        return products + others + refused.map { RecordChange(record: $0.no, field: "error", from: "", to: $0.failure.reason) }
    }
}
