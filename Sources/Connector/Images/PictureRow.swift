import Foundation
import Storage

/// A picture of ours and the medium that shows it in the shop.
struct PictureRow: Sendable, Equatable {
    enum State: String, Sendable {
        /// The shop has no product for the item yet.
        case waiting
        /// On its way: committed before the request left. After a lost answer nobody knows whether Shopify has it.
        case sending
        /// Shopify has it and looks at it.
        case processing
        /// Shopify shows it; the variant does not yet.
        case attaching
        case ready
    }

    var itemNo: String
    /// Empty: the item itself.
    var variantCode = ""
    /// Of the content: SHA-256, hexadecimal.
    var hash: String
    var alt: String
    /// The name under which it was uploaded: unique by content, so that it is found again.
    var fileName = ""
    var productID: String?
    var mediaID: String?
    var state: State
    /// When it was sent last.
    var attemptedAt: Date?
    /// The bulk operation that sent it.
    var operation: String?
    /// Whether the medium was made by us, so that we may delete it.
    var isOurs = true
    /// Whether it was sent in the place of another picture.
    var isReplacement = false
    /// Where a medium of the shop's was downloaded from.
    var url: String?

    var key: PictureKey { PictureKey(itemNo: itemNo, variantCode: variantCode) }
}

/// Whose picture it is.
struct PictureKey: Sendable, Hashable {
    var itemNo: String
    var variantCode = ""

    /// As skipped records and lists name it.
    var text: String { variantCode.isEmpty ? itemNo : "\(itemNo)|\(variantCode)" }

    /// The item numbers that the text may mean.
    static func items(_ text: String) -> [String] {
        guard let cut = text.lastIndex(of: "|") else { return [text] }
        return [text, String(text[..<cut])]
    }
}

/// The rows of a shop's pictures.
struct PictureStore {
    let tx: Transaction
    let shop: String

    private static let columns: Statement =
        "item_no, variant_code, hash, alt, file_name, product_id, media_id, state, attempted_at, operation, is_ours, is_replacement, url"

    func rows(ofItems numbers: [String]) throws -> [PictureKey: PictureRow] {
        try keyed("SELECT \(Self.columns) FROM connector_pictures WHERE shop = \(shop) AND item_no IN \(list: numbers)")
    }

    /// The rows in a state, in the order of their items.
    func rows(in state: PictureRow.State, limit: Int) throws -> [PictureRow] {
        try list(
            """
            SELECT \(Self.columns) FROM connector_pictures WHERE shop = \(shop) AND state = \(state.rawValue)
            ORDER BY item_no, variant_code LIMIT \(limit)
            """
        )
    }

    /// The items of pictures that are not through, after an item number.
    func openItems(after item: String, limit: Int) throws -> [String] {
        try tx.rows(
            """
            SELECT DISTINCT item_no FROM connector_pictures
            WHERE shop = \(shop) AND state IN ('waiting', 'sending', 'processing') AND item_no > \(item) ORDER BY item_no LIMIT \(limit)
            """
        ).map { try $0.get("item_no") }
    }

    func media(of products: [String]) throws -> Set<String> {
        Set(
            try tx.rows(
                """
                SELECT media_id FROM connector_pictures
                WHERE shop = \(shop) AND product_id IN \(list: products) AND media_id IS NOT NULL
                """
            ).map { try $0.get("media_id", as: String.self) }
        )
    }

    func save(_ rows: [PictureRow]) throws {
        guard !rows.isEmpty else { return }
        try tx.insert(
            into: "connector_pictures",
            columns: [
                "shop", "item_no", "variant_code", "hash", "alt", "file_name", "product_id", "media_id", "state", "attempted_at",
                "operation", "is_ours", "is_replacement", "url",
            ],
            rows: rows.map { row in
                [
                    shop.databaseValue, row.itemNo.databaseValue, row.variantCode.databaseValue, row.hash.databaseValue,
                    row.alt.databaseValue, row.fileName.databaseValue, row.productID.databaseValue, row.mediaID.databaseValue,
                    row.state.rawValue.databaseValue, row.attemptedAt.databaseValue, row.operation.databaseValue,
                    row.isOurs.databaseValue, row.isReplacement.databaseValue, row.url.databaseValue,
                ]
            },
            onConflict: """
                ON CONFLICT (shop, item_no, variant_code) DO UPDATE SET hash = excluded.hash, alt = excluded.alt,
                file_name = excluded.file_name, product_id = excluded.product_id, media_id = excluded.media_id, state = excluded.state,
                attempted_at = excluded.attempted_at, operation = excluded.operation, is_ours = excluded.is_ours,
                is_replacement = excluded.is_replacement, url = excluded.url
                """
        )
    }

    func remove(_ keys: [PictureKey]) throws {
        for key in keys {
            try tx.execute(
                """
                DELETE FROM connector_pictures
                WHERE shop = \(shop) AND item_no = \(key.itemNo) AND variant_code = \(key.variantCode)
                """
            )
        }
    }

    private func keyed(_ statement: Statement) throws -> [PictureKey: PictureRow] {
        Dictionary(try list(statement).map { ($0.key, $0) }) { first, _ in first }
    }

    private func list(_ statement: Statement) throws -> [PictureRow] {
        try tx.rows(statement).map { row in
            PictureRow(
                itemNo: try row.get("item_no"),
                variantCode: try row.get("variant_code"),
                hash: try row.get("hash"),
                alt: try row.get("alt"),
                fileName: try row.get("file_name"),
                productID: try row.get("product_id"),
                mediaID: try row.get("media_id"),
                state: PictureRow.State(rawValue: try row.get("state")) ?? .waiting,
                attemptedAt: try row.get("attempted_at"),
                operation: try row.get("operation"),
                isOurs: try row.get("is_ours"),
                isReplacement: try row.get("is_replacement"),
                url: try row.get("url")
            )
        }
    }
}
