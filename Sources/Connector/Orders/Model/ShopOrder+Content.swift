import Foundation

extension ShopOrder {
    /// The attribute that carries our document's number in the shop.
    public static let documentAttribute = "Document No."

    /// The order as it is stored.
    func packed() throws -> [UInt8] {
        try Compression.pack([UInt8](try Self.encoder.encode(self)))
    }

    static func unpacked(_ bytes: [UInt8]) throws -> ShopOrder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try decoder.decode(ShopOrder.self, from: Data(try Compression.unpack(bytes)))
    }

    /// What the order says, whoever touched it last: our own write-back and the update time are left out, so that they are not taken for
    /// changes.
    func fingerprint() throws -> String {
        var copy = self
        copy.updatedAt = Date(timeIntervalSince1970: 0)
        copy.attributes.removeAll { $0.key == Self.documentAttribute }
        return ContentHash.of(try Self.encoder.encode(copy))
    }

    /// Whether the buyer's payment, the goods and the papers are all done, so that the order may be archived.
    var isComplete: Bool {
        fulfillmentStatus == "FULFILLED" && ["PAID", "REFUNDED", "PARTIALLY_REFUNDED"].contains(financialStatus ?? "") && closedAt == nil
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = .sortedKeys
        return encoder
    }
}
