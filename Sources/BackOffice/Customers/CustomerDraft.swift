/// What is known of a customer who is to be created or changed.
public struct CustomerDraft: Sendable, Hashable, Codable {
    /// The number it shall have; nil: the next of the back office's number series.
    public var no: String?
    public var name: String
    public var name2: String
    public var contact: String
    public var email: String
    public var phone: String
    /// Street, city and country; its names, phone and e-mail are not read.
    public var address: Address
    public var vatRegistrationNo: String
    public var priceGroup: String
    public var currency: CurrencyCode?
    public var language: String

    public init(
        no: String? = nil,
        name: String = "",
        name2: String = "",
        contact: String = "",
        email: String = "",
        phone: String = "",
        address: Address = Address(),
        vatRegistrationNo: String = "",
        priceGroup: String = "",
        currency: CurrencyCode? = nil,
        language: String = ""
    ) {
        self.no = no
        self.name = name
        self.name2 = name2
        self.contact = contact
        self.email = email
        self.phone = phone
        self.address = address
        self.vatRegistrationNo = vatRegistrationNo
        self.priceGroup = priceGroup
        self.currency = currency
        self.language = language
    }
}

extension CustomerDraft {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            no: try values.decodeIfPresent(String.self, forKey: .no),
            name: try values.decodeIfPresent(String.self, forKey: .name) ?? "",
            name2: try values.decodeIfPresent(String.self, forKey: .name2) ?? "",
            contact: try values.decodeIfPresent(String.self, forKey: .contact) ?? "",
            email: try values.decodeIfPresent(String.self, forKey: .email) ?? "",
            phone: try values.decodeIfPresent(String.self, forKey: .phone) ?? "",
            address: try values.decodeIfPresent(Address.self, forKey: .address) ?? Address(),
            vatRegistrationNo: try values.decodeIfPresent(String.self, forKey: .vatRegistrationNo) ?? "",
            priceGroup: try values.decodeIfPresent(String.self, forKey: .priceGroup) ?? "",
            currency: try values.decodeIfPresent(CurrencyCode.self, forKey: .currency),
            language: try values.decodeIfPresent(String.self, forKey: .language) ?? ""
        )
    }
}
