public import BackOffice
import Storage

extension Ledger {
    /// Items by number, each with variants and stock.
    public func items(_ filter: ItemFilter = ItemFilter(), page: PageRequest = PageRequest()) async throws -> Page<Item> {
        try await database.read { transaction in
            var conditions = Conditions()
            conditions.add(search: filter.search, in: "search_text")
            if let blocked = filter.blocked { conditions.add("blocked = \(blocked)") }
            if !filter.category.isEmpty { conditions.add("category = \(filter.category)") }
            if let after = page.after { conditions.add("no > \(after)") }
            let rows = try transaction.rows(
                "SELECT * FROM ledger_item" + conditions.clause + " ORDER BY no LIMIT \(page.limit + 1)"
            )
            let cut = page.page(try rows.map(ItemRows.item), cursor: \.no)
            return Page(records: try ItemStore(transaction: transaction).completed(cut.records), next: cut.next)
        }
    }

    public func items(numbers: [String]) async throws -> [Item] {
        try await database.read { try ItemStore(transaction: $0).items(numbers: numbers) }
    }

    public func items(matching keys: Set<ItemKey>) async throws -> [ItemKey: [ItemMatch]] {
        guard !keys.isEmpty else { return [:] }
        return try await database.read { try ItemLookup.matches(keys, in: $0) }
    }
}
