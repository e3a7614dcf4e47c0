/// Somebody who buys. Blank fields are empty strings.
public struct Customer: Sendable, Hashable, Codable {
    public var no: String
    public var name: String
    public var name2: String
    public var contact: String
    public var email: String
    public var phone: String
    public var address: String
    public var address2: String
    public var city: String
    public var postCode: String
    public var county: String
    /// ISO 3166-1 alpha-2.
    public var country: String
    public var vatRegistrationNo: String
    public var priceGroup: String
    /// The currency of new documents when the source says none; nil: the back office's own.
    public var currency: CurrencyCode?
    /// IETF language tag, such as `de` or `pt-BR`.
    public var language: String
    public var blocked: Bool

    public init(no: String, _ draft: CustomerDraft = CustomerDraft(), blocked: Bool = false) {
        self.no = no
        name = draft.name
        name2 = draft.name2
        contact = draft.contact
        email = draft.email
        phone = draft.phone
        address = draft.address.address
        address2 = draft.address.address2
        city = draft.address.city
        postCode = draft.address.postCode
        county = draft.address.county
        country = draft.address.country
        vatRegistrationNo = draft.vatRegistrationNo
        priceGroup = draft.priceGroup
        currency = draft.currency
        language = draft.language
        self.blocked = blocked
    }

    /// The customer as an address of a document.
    public var asAddress: Address {
        Address(
            name: name,
            name2: name2,
            contact: contact,
            address: address,
            address2: address2,
            city: city,
            postCode: postCode,
            county: county,
            country: country,
            phone: phone,
            email: email
        )
    }
}
