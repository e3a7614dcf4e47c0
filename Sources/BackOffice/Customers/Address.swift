/// A postal address with whom to ask for there. Blank fields are empty strings; `country` is an ISO 3166-1 alpha-2 code.
public struct Address: Sendable, Hashable, Codable {
    public var name: String
    public var name2: String
    public var contact: String
    public var address: String
    public var address2: String
    public var city: String
    public var postCode: String
    /// State, province or county, as code or name.
    public var county: String
    public var country: String
    public var phone: String
    public var email: String

    public init(
        name: String = "",
        name2: String = "",
        contact: String = "",
        address: String = "",
        address2: String = "",
        city: String = "",
        postCode: String = "",
        county: String = "",
        country: String = "",
        phone: String = "",
        email: String = ""
    ) {
        self.name = name
        self.name2 = name2
        self.contact = contact
        self.address = address
        self.address2 = address2
        self.city = city
        self.postCode = postCode
        self.county = county
        self.country = country
        self.phone = phone
        self.email = email
    }

    /// Whether nothing at all is known.
    public var isEmpty: Bool { self == Address() }
}
