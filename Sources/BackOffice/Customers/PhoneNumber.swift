/// How phone numbers are compared.
public enum PhoneNumber {
    /// The number in the form of ITU-T E.164, `+4930123456`. Nil when the digits cannot be one: fewer than 7 or more than 15 with the
    /// country code, or in national form without a known country.
    ///
    /// `+…` and `00…` carry their country code; other numbers get that of `country` (ISO 3166-1 alpha-2), after the trunk prefix of
    /// that country is taken off. Anything after an extension mark (`x`, `ext`, `#`, `;`, `,`) is left out.
    public static func normalized(_ text: String, country: String = "") -> String? {
        guard let (digits, isInternational) = read(text) else { return nil }
        var number = digits
        if !isInternational {
            guard let plan = DialingPlan.of(country: country) else { return nil }
            // North Americans often write their country code without the plus.
            if plan.code != "1" || digits.count != 11 || !digits.hasPrefix("1") {
                number = plan.code + plan.withoutTrunkPrefix(digits)
            }
        }
        guard (7...15).contains(number.count), !number.hasPrefix("0") else { return nil }
        return "+" + number
    }

    /// The digits, and whether a country code leads them.
    private static func read(_ text: String) -> (digits: String, isInternational: Bool)? {
        var digits = ""
        var isInternational = false
        var bracketed: String?
        scan: for character in text {
            switch character {
            case "0"..."9":
                if bracketed == nil { digits.append(character) } else { bracketed?.append(character) }
            case "+" where digits.isEmpty: isInternational = true
            case "(": bracketed = ""
            case ")":
                // "+49 (0)30 …": the bracketed trunk zero is not dialled from abroad.
                if let inside = bracketed, !(isInternational && inside == "0") { digits += inside }
                bracketed = nil
            case "x", "X", "e", "E", "#", ";", ",": break scan
            default: if character.isLetter { return nil }
            }
        }
        digits += bracketed ?? ""
        if !isInternational, digits.hasPrefix("00") { return (String(digits.dropFirst(2)), true) }
        return digits.isEmpty ? nil : (digits, isInternational)
    }
}
