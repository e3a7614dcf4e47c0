/// By what an item or variant is looked up. Codes compare without regard to letter case and surrounding blanks.
public enum ItemKey: Sendable, Hashable {
    case no(String)
    /// A variant code, whatever its item.
    case variantCode(String)
    case noAndVariantCode(no: String, code: String)
    /// The vendor's number of the item; an empty vendor means any.
    case vendorItemNo(String, vendor: String)
    /// A barcode reference or GTIN of an item or variant.
    case barcode(String)
}
