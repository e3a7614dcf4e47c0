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

extension Address {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try values.decodeIfPresent(String.self, forKey: .name) ?? "",
            name2: try values.decodeIfPresent(String.self, forKey: .name2) ?? "",
            contact: try values.decodeIfPresent(String.self, forKey: .contact) ?? "",
            address: try values.decodeIfPresent(String.self, forKey: .address) ?? "",
            address2: try values.decodeIfPresent(String.self, forKey: .address2) ?? "",
            city: try values.decodeIfPresent(String.self, forKey: .city) ?? "",
            postCode: try values.decodeIfPresent(String.self, forKey: .postCode) ?? "",
            county: try values.decodeIfPresent(String.self, forKey: .county) ?? "",
            country: try values.decodeIfPresent(String.self, forKey: .country) ?? "",
            phone: try values.decodeIfPresent(String.self, forKey: .phone) ?? "",
            email: try values.decodeIfPresent(String.self, forKey: .email) ?? ""
        )
    }
}
