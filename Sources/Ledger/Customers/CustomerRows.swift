import BackOffice
import Storage

/// How customers stand in their table, and what look-ups compare.
enum CustomerRows {
    static func customer(_ row: Row) throws -> Customer {
        var customer = Customer(no: try row.get("no"), blocked: try row.get("blocked"))
        customer.name = try row.get("name")
        customer.name2 = try row.get("name2")
        customer.contact = try row.get("contact")
        customer.email = try row.get("email")
        customer.phone = try row.get("phone")
        customer.address = try row.get("address")
        customer.address2 = try row.get("address2")
        customer.city = try row.get("city")
        customer.postCode = try row.get("post_code")
        customer.county = try row.get("county")
        customer.country = try row.get("country")
        customer.vatRegistrationNo = try row.get("vat_registration_no")
        customer.priceGroup = try row.get("price_group")
        customer.currency = CurrencyCode(rawValue: try row.get("currency"))
        customer.language = try row.get("language")
        return customer
    }

    static let columns = [
        "no", "no_key", "name", "name2", "contact", "email", "email_key", "phone", "phone_key", "address", "address2", "city",
        "post_code", "county", "country", "address_key", "vat_registration_no", "price_group", "currency", "language", "blocked",
        "search_text",
    ]

    static func values(_ customer: Customer) -> [DatabaseValue] {
        [
            .text(customer.no), .text(CodeKey.fold(customer.no)), .text(customer.name), .text(customer.name2), .text(customer.contact),
            .text(customer.email), .text(emailKey(customer.email)), .text(customer.phone),
            .text(phoneKey(customer.phone, country: customer.country)), .text(customer.address), .text(customer.address2),
            .text(customer.city), .text(customer.postCode), .text(customer.county), .text(customer.country),
            .text(addressKey(customer.asAddress)), .text(customer.vatRegistrationNo), .text(customer.priceGroup),
            .text(customer.currency?.rawValue ?? ""), .text(customer.language), customer.blocked.databaseValue,
            .text(searchText(customer)),
        ]
    }

    /// Writes an existing customer anew.
    static func replace(_ customer: Customer, in transaction: Transaction) throws {
        try transaction.insert(
            into: "ledger_customer",
            columns: columns,
            rows: [values(customer)],
            onConflict: "ON CONFLICT (no) DO UPDATE SET "
                + columns.dropFirst(2).map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        )
    }

    static func searchText(_ customer: Customer) -> String {
        [customer.no, customer.name, customer.name2, customer.contact, customer.email, customer.city]
            .joined(separator: "\n").lowercased()
    }

    /// Empty when the text is no address: it then matches nothing.
    static func emailKey(_ email: String) -> String { EmailAddress.normalized(email) ?? "" }

    static func phoneKey(_ phone: String, country: String) -> String { PhoneNumber.normalized(phone, country: country) ?? "" }

    /// Empty without name or street: such addresses would match strangers.
    static func addressKey(_ address: Address) -> String {
        guard !address.name.isEmpty, !address.address.isEmpty else { return "" }
        return CodeKey.words(address.name, address.address, address.postCode, address.city, address.country)
    }
}
