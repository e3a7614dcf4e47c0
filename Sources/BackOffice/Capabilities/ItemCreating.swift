/// A back office in which items can be created and changed.
public protocol ItemCreating: BackOffice {
    /// Creates the item with its variants and references. Idempotent by key, like `createSalesDocument`.
    func createItem(_ draft: ItemDraft, key: String) async throws -> Item

    /// Adds a variant; an existing one with this code is left as it is and answered.
    func createVariant(_ variant: ItemVariant) async throws -> ItemVariant

    /// Changes the descriptive fields of an item (description, vendor, category, GTIN, tariff number, origin, weight, marketing text),
    /// never its prices. Empty fields of the draft leave the item's as they are.
    func updateItem(no: String, with draft: ItemDraft) async throws -> Item
}
