/// By what a customer is looked up. Matches are exact after normalisation; nothing is guessed.
public enum CustomerKey: Sendable, Hashable {
    case no(String)
    /// Compared by `EmailAddress.normalized`.
    case email(String)
    /// Compared by `PhoneNumber.normalized`; the country (ISO alpha-2) completes numbers that are written without a country code.
    case phone(String, country: String)
    /// Name, street, post code, city and country all equal, letter case and blanks aside.
    case address(Address)
}
