import BackOffice
import Storage

/// Finds, or creates where the shop card lets it, our customers of orders: many orders in few questions.
struct CustomerResolver {
    let shop: Shop
    let backOffice: any BackOffice
    /// Customer numbers by the shop's customer ids, as they were linked before.
    let linked: [String: String]

    /// What was found for orders.
    struct Result: Sendable {
        var customers: [String: Customer] = [:]
        var problems: [String: MappingProblem] = [:]
        var links: [CustomerLink] = []
        /// Customers that did not exist before.
        var created = 0
    }

    private var settings: ShopSettings { shop.settings }

    /// By order id.
    /// - Parameter create: false looks only.
    func resolve(_ orders: [ShopOrder], create: Bool) async throws -> Result {
        var keys: Set<CustomerKey> = []
        for order in orders { keys.formUnion(candidates(order)) }
        let wanted = settings.defaultCustomer
        if !wanted.isEmpty { keys.insert(.no(wanted)) }
        let found = keys.isEmpty ? [:] : try await backOffice.customers(matching: keys)
        var result = Result()
        var created: [String: Customer] = [:]
        for order in orders {
            var customer = candidates(order).lazy.compactMap { found[$0]?.first }.first
            if customer == nil, create, mayCreate(order) {
                let key = creationKey(order)
                if let made = created[key] {
                    customer = made
                } else {
                    do {
                        customer = try await make(order, key: key)
                        created[key] = customer
                        result.created += 1
                    } catch let error as BackOfficeError {
                        result.problems[order.id] = problem(
                            order,
                            "it could not be created: \(error)",
                            "Mend it, or create the customer by hand."
                        )
                        continue
                    }
                }
            }
            let mapped = customer
            if customer == nil, !wanted.isEmpty { customer = found[.no(wanted)]?.first }
            if let customer {
                result.customers[order.id] = customer
                if customer.blocked {
                    result.problems[order.id] = problem(order, "customer \(customer.no) is blocked.", "Unblock the customer.")
                }
            } else {
                result.problems[order.id] = missing(order)
            }
            if let buyer = order.customer {
                result.links.append(
                    CustomerLink(customerID: buyer.id, name: buyer.displayName, email: buyer.email, phone: buyer.phone, no: mapped?.no)
                )
            }
        }
        return result
    }

    /// What finds the order's customer, best first.
    private func candidates(_ order: ShopOrder) -> [CustomerKey] {
        guard settings.customerImport != .none else { return [] }
        let link = order.customer.flatMap { linked[$0.id] }.map { [CustomerKey.no($0)] } ?? []
        let country = (order.billingAddress ?? order.shippingAddress)?.countryCode ?? ""
        switch settings.customerMapping {
        case .alwaysDefault: return []
        case .emailPhone:
            let emails = [order.customer?.email, order.email].compactMap { $0 }.filter { !$0.isEmpty }.map { CustomerKey.email($0) }
            let phones = [order.customer?.phone, order.phone, order.billingAddress?.phone].compactMap { $0 }.filter { !$0.isEmpty }
                .map { CustomerKey.phone($0, country: country) }
            return link + emails + phones
        case .billTo:
            guard let address = order.billingAddress ?? order.shippingAddress else { return link }
            return link + [.address(SalesDocumentComposer.address(address, order, settings))]
        }
    }

    private func mayCreate(_ order: ShopOrder) -> Bool {
        settings.createUnknownCustomers && settings.customerImport != .none && settings.customerMapping != .alwaysDefault
            && backOffice is any CustomerCreating && !draft(order).name.isEmpty
    }

    /// The same buyer in two orders is one customer: by the shop's id, else by e-mail, else by the order alone.
    private func creationKey(_ order: ShopOrder) -> String {
        if let id = order.customer?.id { return "\(shop.code)/\(id)" }
        if let email = order.email, !email.isEmpty { return "\(shop.code)/email/\(email.lowercased())" }
        return "\(shop.code)/\(order.id)/customer"
    }

    private func make(_ order: ShopOrder, key: String) async throws -> Customer? {
        guard let creating = backOffice as? any CustomerCreating else { return nil }
        return try await creating.createCustomer(draft(order), key: key)
    }

    private func draft(_ order: ShopOrder) -> CustomerDraft {
        let address = order.billingAddress ?? order.shippingAddress
        let names =
            address.map { CustomerNames(address: $0, settings: settings) }
            ?? CustomerNames(
                first: order.customer?.firstName,
                last: order.customer?.lastName,
                full: order.customer?.displayName,
                company: nil,
                settings: settings
            )
        return CustomerDraft(
            name: names.name.isEmpty ? order.buyerName ?? "" : names.name,
            name2: names.name2,
            contact: names.contact,
            email: order.customer?.email ?? order.email ?? "",
            phone: order.customer?.phone ?? order.phone ?? address?.phone ?? "",
            address: address.map { SalesDocumentComposer.address($0, order, settings) } ?? Address(),
            priceGroup: settings.priceGroup,
            language: order.locale ?? ""
        )
    }

    private func missing(_ order: ShopOrder) -> MappingProblem {
        if settings.customerImport == .none || settings.customerMapping == .alwaysDefault {
            let reason =
                settings.defaultCustomer.isEmpty ? "no default customer is set." : "there is no customer \(settings.defaultCustomer)."
            return problem(order, reason, "Set defaultCustomer on the shop card to a customer that exists.")
        }
        guard order.buyerName != nil else {
            return problem(order, "the order names no buyer.", "Set defaultCustomer on the shop card.")
        }
        let sought = [order.customer?.email ?? order.email, order.customer?.phone ?? order.phone].compactMap { $0 }.filter { !$0.isEmpty }
        let by = sought.isEmpty ? "the order names neither e-mail nor phone" : "no customer has its e-mail or phone"
        return problem(
            order,
            "\(by), and there is no default customer.",
            "Create the customer, or set createUnknownCustomers=true or defaultCustomer on the shop card."
        )
    }

    private func problem(_ order: ShopOrder, _ reason: String, _ mend: String) -> MappingProblem {
        // Where the shop card says that the default customer buys everything, a customer that is mapped changes nothing.
        let canBeMapped = settings.customerImport != .none && settings.customerMapping != .alwaysDefault
        return MappingProblem(
            subject: "customer “\(order.buyerName ?? "unknown")”",
            field: "customer",
            reason: reason,
            mend: mend,
            record: canBeMapped ? order.customer?.id : nil
        )
    }
}
