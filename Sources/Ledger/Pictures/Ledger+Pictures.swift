public import BackOffice
import Crypto
public import Foundation
import Storage

extension Ledger: PictureStoring {
    public func pictures(ofItems numbers: [String]) async throws -> [Picture] {
        try await database.read { transaction in
            let known = try ItemStore(transaction: transaction).canonicalNumbers(numbers).values.sorted()
            var pictures: [Picture] = []
            for chunk in known.chunks(of: 500) {
                pictures += try transaction.rows(
                    "SELECT * FROM ledger_picture WHERE item_no IN \(list: chunk) ORDER BY item_no, variant_code"
                ).map { row in
                    Picture(
                        itemNo: try row.get("item_no"),
                        variantCode: try row.get("variant_code"),
                        hash: try row.get("hash"),
                        contentType: try row.get("content_type"),
                        size: try row.get("size")
                    )
                }
            }
            return pictures
        }
    }

    public func pictureContent(_ picture: Picture) async throws -> Data {
        let content = try await database.read { transaction in
            try transaction.value(Data.self, "SELECT content FROM ledger_picture_content WHERE hash = \(picture.hash)")
        }
        guard let content else {
            throw BackOfficeError(
                .notFound,
                record: "picture of item \(picture.itemNo)",
                field: "hash",
                sentence: "The picture is not there any more; it was replaced meanwhile.",
                mend: "Read the item's pictures again."
            )
        }
        return content
    }

    public func setPicture(itemNo: String, variantCode: String = "", content: Data) async throws -> Picture {
        let record = "picture of item \(itemNo)"
        guard content.count <= PictureFormat.maximumBytes else {
            throw BackOfficeError(
                .invalidValue,
                record: record,
                field: "content",
                sentence: "The picture has \(content.count) bytes.",
                mend: "At most \(PictureFormat.maximumBytes) bytes fit; make it smaller."
            )
        }
        guard let format = PictureFormat(content) else {
            throw BackOfficeError(
                .invalidValue,
                record: record,
                field: "content",
                sentence: "The file is no JPEG, PNG, GIF or WebP picture.",
                mend: "Save the picture in one of these formats."
            )
        }
        let hash = SHA256.hash(data: content).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return try await change { transaction in
            let (item, variant) = try Self.owner(itemNo, variantCode, in: transaction)
            let picture = Picture(itemNo: item, variantCode: variant, hash: hash, contentType: format.rawValue, size: content.count)
            let before = try Self.hash(item, variant, in: transaction)
            guard before != hash else { return picture }
            try transaction.execute(
                "INSERT INTO ledger_picture_content (hash, content) VALUES (\(hash), \(content)) ON CONFLICT (hash) DO NOTHING"
            )
            try transaction.execute(
                """
                INSERT INTO ledger_picture (item_no, variant_code, hash, content_type, size)
                VALUES (\(item), \(variant), \(hash), \(format.rawValue), \(content.count))
                ON CONFLICT (item_no, variant_code)
                DO UPDATE SET hash = excluded.hash, content_type = excluded.content_type, size = excluded.size
                """
            )
            try Self.removeUnusedContent(before, in: transaction)
            try transaction.recordChanges(.picture, [ChangedRecord(no: item, variant: variant)])
            return picture
        }
    }

    public func removePicture(itemNo: String, variantCode: String = "") async throws -> Bool {
        try await change { transaction in
            let (item, variant) = try Self.owner(itemNo, variantCode, in: transaction)
            guard let before = try Self.hash(item, variant, in: transaction) else { return false }
            try transaction.execute("DELETE FROM ledger_picture WHERE item_no = \(item) AND variant_code = \(variant)")
            try Self.removeUnusedContent(before, in: transaction)
            try transaction.recordChanges(.picture, [ChangedRecord(no: item, variant: variant)])
            return true
        }
    }

    private static func owner(_ itemNo: String, _ variantCode: String, in transaction: Transaction) throws -> (String, String) {
        guard let item = try ItemStore(transaction: transaction).items(numbers: [itemNo]).first else { throw unknownItem(itemNo) }
        if variantCode.isEmpty { return (item.no, "") }
        guard let variant = item.variants.first(where: { CodeKey.fold($0.code) == CodeKey.fold(variantCode) }) else {
            throw unknownVariant(variantCode, of: item.no)
        }
        return (item.no, variant.code)
    }

    private static func hash(_ item: String, _ variant: String, in transaction: Transaction) throws -> String? {
        try transaction.value(
            String.self,
            "SELECT hash FROM ledger_picture WHERE item_no = \(item) AND variant_code = \(variant)"
        )
    }

    private static func removeUnusedContent(_ hash: String?, in transaction: Transaction) throws {
        guard let hash else { return }
        try transaction.execute(
            """
            DELETE FROM ledger_picture_content
            WHERE hash = \(hash) AND NOT EXISTS (SELECT 1 FROM ledger_picture WHERE hash = \(hash))
            """
        )
    }
}
