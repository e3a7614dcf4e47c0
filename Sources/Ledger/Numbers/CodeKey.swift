import BackOffice

/// The forms of codes that look-ups compare.
enum CodeKey {
    /// Numbers and codes: letter case and surrounding blanks do not matter.
    static func fold(_ code: String) -> String { trimmed(code).uppercased() }

    /// Barcodes: only digits and letters count, and leading zeros of all-digit codes do not, because the same article is written as
    /// UPC-A (12 digits), EAN-13 and GTIN-14 with zeros in front.
    static func barcode(_ code: String) -> String {
        let characters = code.uppercased().filter { $0.isLetter || $0.isNumber }
        guard characters.allSatisfy(\.isNumber) else { return characters }
        return String(characters.drop { $0 == "0" })
    }

    /// What a reference of this type is compared by.
    static func reference(_ code: String, _ type: ItemReferenceType) -> String {
        type == .barcode ? barcode(code) : fold(code)
    }

    /// Free text: as `fold`, with runs of blanks as one.
    static func words(_ texts: String...) -> String {
        texts.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").uppercased() }.joined(separator: "|")
    }

    static func trimmed(_ text: String) -> String {
        // Nearly all texts begin and end with a plain letter or digit: that is told by two bytes.
        let utf8 = text.utf8
        if let first = utf8.first, let last = utf8.last, (33..<127).contains(first), (33..<127).contains(last) { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
