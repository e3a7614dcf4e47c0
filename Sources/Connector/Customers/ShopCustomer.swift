import BackOffice
import Foundation
import ShopifyAdmin
import Storage

/// A customer of the shop. Marketing consent is read with the raw answer and never changed.
struct ShopCustomer: Sendable, Equatable {
    var id: String
    var firstName: String?
    var lastName: String?
    var displayName: String
    var email: String?
    var phone: String?
    var locale: String
    var updatedAt: Date
    /// The default address, else the first.
    var address: OrderAddress?

    init(_ customer: Admin.Customer) {
        id = customer.id
        firstName = customer.firstName
        lastName = customer.lastName
        displayName = customer.displayName
        email = customer.defaultEmailAddress?.emailAddress
        phone = customer.defaultPhoneNumber?.phoneNumber
        locale = customer.locale
        updatedAt = customer.updatedAt
        address = (customer.defaultAddress ?? customer.addressesV2.nodes.first).map(OrderAddress.init)
    }

    /// What the back office is told. A customer without any name is called by e-mail or phone.
    func draft(_ settings: ShopSettings) -> CustomerDraft {
        let names = CustomerNames(
            first: firstName ?? address?.firstName,
            last: lastName ?? address?.lastName,
            full: displayName,
            company: address?.company,
            settings: settings
        )
        let place = address.map {
            Address(
                address: $0.address1 ?? "",
                address2: $0.address2 ?? "",
                city: $0.city ?? "",
                postCode: $0.zip ?? "",
                county: (settings.countySource == .code ? $0.provinceCode : $0.province) ?? "",
                country: $0.countryCode ?? ""
            )
        }
        return CustomerDraft(
            name: [names.name, displayName, email ?? "", phone ?? ""].first { !$0.isEmpty } ?? "",
            name2: names.name2,
            contact: names.contact,
            email: email ?? "",
            phone: phone ?? address?.phone ?? "",
            address: place ?? Address(),
            priceGroup: settings.priceGroup,
            language: locale
        )
    }
}

extension CustomerLinkStore {
    struct Known: Sendable {
        var no: String?
        var hash: String?
    }

    func known(_ ids: [String]) throws -> [String: Known] {
        var found: [String: Known] = [:]
        for row in try tx.rows(
            "SELECT customer_id, customer_no, content_hash FROM connector_customers WHERE shop = \(shop) AND customer_id IN \(list: ids)"
        ) {
            found[try row.get("customer_id")] = Known(no: try row.get("customer_no"), hash: try row.get("content_hash"))
        }
        return found
    }

    /// The content that was taken over, so that it is not taken for a change again.
    func remember(_ id: String, hash: String) throws {
        try tx.execute("UPDATE connector_customers SET content_hash = \(hash) WHERE shop = \(shop) AND customer_id = \(id)")
    }
}
