/// The rules of a shop's code: 1 to 20 characters, A–Z, 0–9, `-` and `_`; always upper case.
enum ShopCode {
    static func validated(_ text: String) throws -> String {
        let code = text.uppercased()
        let allowed = code.utf8.allSatisfy { byte in
            (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
        }
        guard !code.isEmpty, code.count <= 20, allowed else {
            throw ConnectorError(
                .invalidValue,
                "“\(text)” cannot be a shop's code: use 1 to 20 letters (A–Z), digits, - or _.",
                record: text,
                field: "code"
            )
        }
        return code
    }
}
