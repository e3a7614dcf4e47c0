/// How e-mail addresses are compared.
public enum EmailAddress {
    /// Without surrounding blanks, in small letters. Nil when the text has not exactly the form `name@host`.
    ///
    /// The part before the `@` may legally depend on letter case, but no shop and no ERP treats it so. Dots and `+tags` are kept:
    /// leaving them out would join different people.
    public static func normalized(_ text: String) -> String? {
        let address = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !address.contains(where: \.isWhitespace) else { return nil }
        return String(address).lowercased()
    }
}
