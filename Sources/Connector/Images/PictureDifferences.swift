import BackOffice
import Foundation

/// What is to be done so that a shop shows our pictures: pure.
struct PictureDifferences: Sendable {
    /// Pictures that the shop has not got, each with the product that is to show it.
    var added: [PictureToSend] = []
    /// Pictures whose content is another than that of their medium.
    var replaced: [PictureToSend] = []
    /// Media whose alternative text is another: the rows with the new text.
    var renamed: [PictureRow] = []
    /// Media of pictures that are gone.
    var removed: [PictureRow] = []
    /// Pictures of items that the shop does not have.
    var waiting: [PictureRow] = []
    var unchanged = 0

    /// Shopify takes no longer alternative texts (`FilesErrorCode.ALT_VALUE_LIMIT_EXCEEDED`).
    static let longestAlt = 512

    /// - Parameter products: the product that shows a picture.
    init(items: [Item], pictures: [Picture], rows: [PictureKey: PictureRow], products: (PictureKey) -> String?) {
        let byNumber = Dictionary(items.map { ($0.no, $0) }) { first, _ in first }
        var left = rows
        for picture in pictures {
            let key = PictureKey(itemNo: picture.itemNo, variantCode: picture.variantCode)
            let row = left.removeValue(forKey: key)
            let alt = Self.alt(byNumber[picture.itemNo], picture.variantCode)
            if let row, row.mediaID != nil || row.state == .sending {
                add(PictureToSend(picture: picture, alt: alt, productID: row.productID ?? "", row: row), row)
            } else if let product = products(key) {
                added.append(PictureToSend(picture: picture, alt: alt, productID: product, row: nil))
            } else {
                waiting.append(PictureRow(itemNo: key.itemNo, variantCode: key.variantCode, hash: picture.hash, alt: alt, state: .waiting))
            }
        }
        removed = left.values.filter { $0.state != .sending }.sorted { $0.key.text < $1.key.text }
    }

    private mutating func add(_ picture: PictureToSend, _ row: PictureRow) {
        // What is on its way is looked at again when it has arrived.
        guard row.state != .sending else { return }
        if row.hash != picture.picture.hash {
            replaced.append(picture)
        } else if row.alt != picture.alt, row.isOurs {
            var renamed = row
            renamed.alt = picture.alt
            self.renamed.append(renamed)
        } else {
            unchanged += 1
        }
    }

    static func alt(_ item: Item?, _ variantCode: String) -> String {
        guard let item else { return "" }
        let variant = item.variants.first { $0.code == variantCode }?.description ?? ""
        let text = variant.isEmpty || variant == item.description ? item.description : "\(item.description) – \(variant)"
        return String(text.prefix(longestAlt))
    }
}

/// A picture on its way to a product.
struct PictureToSend: Sendable, Equatable {
    var picture: Picture
    var alt: String
    var productID: String
    /// What is known of the medium that it replaces.
    var row: PictureRow?

    var key: PictureKey { PictureKey(itemNo: picture.itemNo, variantCode: picture.variantCode) }

    /// A name that tells the content: letters, digits and dashes.
    var fileName: String {
        let end = ["image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"][picture.contentType] ?? "bin"
        let name = key.text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return "\(String(name).prefix(60))-\(picture.hash.prefix(16)).\(end)"
    }

    /// The row of a picture that leaves now.
    func leaving(at time: Date) -> PictureRow {
        PictureRow(
            itemNo: key.itemNo,
            variantCode: key.variantCode,
            hash: picture.hash,
            alt: alt,
            fileName: fileName,
            productID: productID,
            mediaID: row?.mediaID,
            state: .sending,
            attemptedAt: time,
            isOurs: row?.isOurs ?? true,
            isReplacement: row != nil
        )
    }
}
