public import BackOffice
import Storage

extension Ledger {
    /// Customers by number.
    public func customers(_ filter: CustomerFilter = CustomerFilter(), page: PageRequest = PageRequest()) async throws -> Page<Customer> {
        try await database.read { transaction in
            var conditions = Conditions()
            conditions.add(search: filter.search, in: "search_text")
            if let blocked = filter.blocked { conditions.add("blocked = \(blocked)") }
            if let after = page.after { conditions.add("no > \(after)") }
            let rows = try transaction.rows(
                "SELECT * FROM ledger_customer" + conditions.clause + " ORDER BY no LIMIT \(page.limit + 1)"
            )
            return page.page(try rows.map(CustomerRows.customer), cursor: \.no)
        }
    }

    public func customers(matching keys: Set<CustomerKey>) async throws -> [CustomerKey: [Customer]] {
        guard !keys.isEmpty else { return [:] }
        return try await database.read { try CustomerLookup.matches(keys, in: $0) }
    }
}
