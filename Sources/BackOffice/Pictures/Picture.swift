/// What is known of the picture of an item or variant, without its bytes.
public struct Picture: Sendable, Hashable, Codable {
    public var itemNo: String
    /// Empty: the item itself.
    public var variantCode: String
    /// SHA-256 of the bytes, in hexadecimal: equal pictures have equal hashes.
    public var hash: String
    /// `image/jpeg`, `image/png`, `image/gif` or `image/webp`, found from the bytes.
    public var contentType: String
    /// In bytes.
    public var size: Int

    public init(itemNo: String, variantCode: String = "", hash: String, contentType: String, size: Int) {
        self.itemNo = itemNo
        self.variantCode = variantCode
        self.hash = hash
        self.contentType = contentType
        self.size = size
    }
}
