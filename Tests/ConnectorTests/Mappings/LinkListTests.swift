import Foundation
import Storage
import StorageTesting
import Testing

@testable import Connector

/// Lists of products and customers: their order, their search, their pages.
@Suite struct LinkListTests {
    /// Customers of a shop; their ids follow the order in which they are named.
    private func with(_ kind: TestDatabase, _ names: [String], _ body: @Sendable (Customers) async throws -> Void) async throws {
        try await LocalShop.use(kind) { shop in
            try await shop.database.write { tx in
                try CustomerLinkStore(tx: tx, shop: "DEMO").save(
                    names.enumerated().map { index, name in
                        CustomerLink(
                            customerID: "gid://shopify/Customer/\(100_000 + index)",
                            name: name,
                            email: "\(name.split(separator: " ").last ?? "x")@example.com".lowercased(),
                            phone: nil,
                            no: index == 0 ? "C1" : nil
                        )
                    }
                )
            }
            try await body(shop.connector.customers)
        }
    }

    private func pages(_ customers: Customers, _ filter: LinkFilter) async throws -> [[String]] {
        var (pages, filter): ([[String]], LinkFilter) = ([], filter)
        repeat {
            let page = try await customers.page(filter)
            pages.append(page.records.map(\.name))
            filter.after = page.next
        } while filter.after != nil && pages.count < 20
        return pages
    }

    @Test(arguments: TestDatabases.all)
    func theOrderByNameMindsNoCapitalsAndGoesEitherWay(_ kind: TestDatabase) async throws {
        try await with(kind, ["delta", "Alpha", "charlie", "Bravo", "alpha"]) { customers in
            var filter = LinkFilter(limit: 2)
            try await #expect(pages(customers, filter) == [["delta", "Alpha"], ["charlie", "Bravo"], ["alpha"]])
            filter.order = .name(isDescending: false)
            try await #expect(pages(customers, filter) == [["Alpha", "alpha"], ["Bravo", "charlie"], ["delta"]])
            filter.order = .name(isDescending: true)
            try await #expect(pages(customers, filter) == [["delta", "charlie"], ["Bravo", "alpha"], ["Alpha"]])
        }
    }

    @Test(arguments: TestDatabases.all)
    func aSearchFindsBeginningsFirstAndThenWhatContainsIt(_ kind: TestDatabase) async throws {
        try await with(kind, ["Anna Berg", "Bert Anders", "Ann Lee", "Carl Hannover"]) { customers in
            try await #expect(pages(customers, LinkFilter(search: "ann", limit: 10)) == [["Anna Berg", "Ann Lee", "Carl Hannover"]])
            try await #expect(pages(customers, LinkFilter(search: "ANDERS@", limit: 10)) == [["Bert Anders"]])
            try await #expect(pages(customers, LinkFilter(search: "anna ber", limit: 10)) == [["Anna Berg"]])
            try await #expect(pages(customers, LinkFilter(search: "berg anna", limit: 10)) == [["Anna Berg"]])
            try await #expect(pages(customers, LinkFilter(search: "c1", limit: 10)) == [["Anna Berg"]])
            try await #expect(pages(customers, LinkFilter(mapped: false, search: "ann", limit: 10)) == [["Ann Lee", "Carl Hannover"]])
            // What means something in a pattern means itself here.
            for text in ["%", "_", "a%a", "\\", "'"] {
                try await #expect(pages(customers, LinkFilter(search: text, limit: 10)) == [[]], "\(text)")
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func everythingThatIsFoundIsOnSomePage(_ kind: TestDatabase) async throws {
        let names = (1...23).map { $0 % 2 == 0 ? "Blue \($0)" : "Sky blue \($0)" }
        try await with(kind, names) { customers in
            for limit in [1, 4, 5, 23, 50] {
                let found = try await pages(customers, LinkFilter(search: "blue", limit: limit == 1 ? 2 : limit)).flatMap(\.self)
                #expect(Set(found) == Set(names), "\(limit)")
            }
        }
    }

    @Test(arguments: TestDatabases.shared)
    func aSearchLooksThroughSoManyRecordsAPage(_ kind: TestDatabase) async throws {
        var names = Array(repeating: "Nobody", count: LinkTable.span + 5)
        names[LinkTable.span + 2] = "Fortyone Thing"
        names[LinkTable.span + 3] = "Onesimus"
        try await with(kind, names) { customers in
            // The beginning is found at once, the rest where the search gets to it.
            let found = try await pages(customers, LinkFilter(search: "one", limit: 10))
            #expect(found == [["Onesimus"], ["Fortyone Thing", "Onesimus"]])
            try await #expect(pages(customers, LinkFilter(search: "nowhere", limit: 10)) == [[], []])
        }
    }
}
