import BackOffice
import Storage

extension CSVTable {
    static let customers = CSVTable(
        table: "ledger_customer",
        columns: [
            CSVColumn("no", "no", .code(50), isKey: true, isRequired: true),
            CSVColumn("name", "name", .text(255), isRequired: true),
            CSVColumn("name2", "name2", .text(255)),
            CSVColumn("contact", "contact", .text(255)),
            CSVColumn("email", "email", .text(255)),
            CSVColumn("phone", "phone", .text(50)),
            CSVColumn("address", "address", .text(255)),
            CSVColumn("address2", "address2", .text(255)),
            CSVColumn("city", "city", .text(100)),
            CSVColumn("postCode", "post_code", .text(20)),
            CSVColumn("county", "county", .text(100)),
            CSVColumn("country", "country", .country),
            CSVColumn("vatRegistrationNo", "vat_registration_no", .text(50)),
            CSVColumn("priceGroup", "price_group", .code(50)),
            CSVColumn("currency", "currency", .currency),
            CSVColumn("language", "language", .code(20)),
            CSVColumn("blocked", "blocked", .flag, blank: .integer(0)),
        ],
        conflict: ["no"],
        lookup: ("no_key", 0, true),
        key: { CodeKey.fold($0[0].plainText) },
        derivedColumns: ["no_key", "email_key", "phone_key", "address_key", "search_text"],
        derived: { row in
            let customer = customer(row)
            return [
                .text(CodeKey.fold(customer.no)),
                .text(CustomerRows.emailKey(customer.email)),
                .text(CustomerRows.phoneKey(customer.phone, country: customer.country)),
                .text(CustomerRows.addressKey(customer.asAddress)),
                .text(CustomerRows.searchText(customer)),
            ]
        },
        title: { "customer \($0[0].plainText)" },
        changes: { row, _ in [(.customer, ChangedRecord(no: row[0].plainText))] },
        check: { row in
            let email = row[4].plainText
            guard !email.isEmpty, EmailAddress.normalized(email) == nil else { return nil }
            return (4, "\"\(email.prefix(60))\" is no e-mail address.")
        }
    )

    private static func customer(_ row: [DatabaseValue]) -> Customer {
        var customer = Customer(no: row[0].plainText)
        customer.name = row[1].plainText
        customer.name2 = row[2].plainText
        customer.contact = row[3].plainText
        customer.email = row[4].plainText
        customer.phone = row[5].plainText
        customer.address = row[6].plainText
        customer.address2 = row[7].plainText
        customer.city = row[8].plainText
        customer.postCode = row[9].plainText
        customer.county = row[10].plainText
        customer.country = row[11].plainText
        return customer
    }

    static let locations = CSVTable(
        table: "ledger_location",
        columns: [
            CSVColumn("code", "code", .code(20), isKey: true, isRequired: true),
            CSVColumn("name", "name", .text(255)),
            CSVColumn("address", "address", .text(255)),
            CSVColumn("city", "city", .text(100)),
            CSVColumn("postCode", "post_code", .text(20)),
            CSVColumn("country", "country", .country),
        ],
        conflict: ["code"],
        lookup: ("code_key", 0, true),
        key: { CodeKey.fold($0[0].plainText) },
        derivedColumns: ["code_key"],
        derived: { [.text(CodeKey.fold($0[0].plainText))] },
        title: { "location \($0[0].plainText)" },
        changes: { row, _ in [(.location, ChangedRecord(no: row[0].plainText))] }
    )
}
