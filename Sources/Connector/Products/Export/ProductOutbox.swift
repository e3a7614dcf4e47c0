import BackOffice
import Foundation
import ShopifyAdmin

/// What has to be known of an item when Shopify's answer comes.
struct ProductSending: Sendable {
    var itemNo: String
    var description: String
    var unit: String
    /// Of what is sent.
    var hash: String
    /// The product as it was known before; nil for one that is to be made.
    var product: ProductRow?
    /// Whether nothing of ours is known to have arrived yet.
    var isNew: Bool { product?.sentHash == nil }
    /// Variant codes by the SKUs that are sent.
    var codes: [String: String]

    init(_ item: Item, hash: String, product: ProductRow?, _ settings: ShopSettings) {
        itemNo = item.no
        description = item.description
        unit = item.baseUnit
        self.hash = hash
        self.product = product
        codes = [:]
        for sellable in ProductComposer.sellables(item) {
            codes[SKUReading(settings).sku(item: item.no, variant: sellable.code) ?? sellable.code] = sellable.code
        }
    }
}

/// Changes of one kind that wait to be sent together: a few as they are, many as the lines of one bulk operation, whose cost does not depend
/// on their number.
struct ProductOutbox<Operation: AdminBatchMutation>: Sendable {
    /// So much JSON is sent at once: the upload holds it twice.
    static var fullAt: Int { 24 << 20 }

    private(set) var sendings: [ProductSending] = []
    /// Empty when there are too many.
    private(set) var operations: [Operation] = []
    private(set) var lines = BulkMutationLines<Operation>()
    private var hashes: [String: String] = [:]

    var isFull: Bool { lines.jsonl.count >= Self.fullAt }
    var isBulk: Bool { sendings.count > MutationSending.bulkAbove }

    /// Nil when nothing of the item waits, else whether it is the same.
    func holds(_ itemNo: String, hash: String) -> Bool? { hashes[itemNo].map { $0 == hash } }

    mutating func add(_ operation: Operation, _ sending: ProductSending) throws {
        try lines.append(operation)
        sendings.append(sending)
        hashes[sending.itemNo] = sending.hash
        if isBulk { operations = [] } else { operations.append(operation) }
    }
}
