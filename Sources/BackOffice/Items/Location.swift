/// A place where stock is kept.
public struct Location: Sendable, Hashable, Codable {
    public var code: String
    public var name: String
    public var address: String
    public var city: String
    public var postCode: String
    /// ISO 3166-1 alpha-2.
    public var country: String

    public init(code: String, name: String = "", address: String = "", city: String = "", postCode: String = "", country: String = "") {
        self.code = code
        self.name = name
        self.address = address
        self.city = city
        self.postCode = postCode
        self.country = country
    }
}
