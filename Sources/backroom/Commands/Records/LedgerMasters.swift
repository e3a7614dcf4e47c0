import ArgumentParser
import BackOffice
import Foundation
import Ledger
import WebClient

struct LedgerItems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "items", abstract: "Items.", subcommands: [List.self, Show.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show items.",
            discussion: "Example:\n  backroom ledger items list --search mug"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Words in number, description or vendor.") var search = ""
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let items = try await LedgerCommand.collect(limit) {
                    try await installation.ledger.items(ItemFilter(search: search), page: $0)
                }
                try common.output.list(items) { items in
                    let rows = items.map {
                        [
                            $0.no, $0.description, "\($0.unitPrice)",
                            $0.stock.values.reduce(0, +).description, "\($0.variants.count)", $0.blocked ? "blocked" : "",
                        ]
                    }
                    let columns: [Table.Column] = [
                        .text("No."), .text("Description"), .figure("Price"), .figure("Stock"), .figure("Variants"), .text(""),
                    ]
                    return Table(columns, rows, empty: "There is no item. Bring some in: backroom ledger import items FILE.csv")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an item.",
            discussion: "Example:\n  backroom ledger items show 1000"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The item's number.") var no: String

        func run() async throws {
            try await Installation.use(common) { installation in
                guard let item = try await installation.ledger.item(no: no) else {
                    throw Failure(.notFound, code: "not_found", "There is no item \(no).")
                }
                try common.output.one(item) { item in
                    Card([
                        ("No.", item.no), ("Description", item.description), ("Type", item.type.rawValue),
                        ("Unit price", "\(item.unitPrice)"),
                        ("Vendor", item.vendor), ("Category", item.category), ("GTIN", item.gtin), ("Blocked", item.blocked ? "yes" : ""),
                        ("Variants", item.variants.map { "\($0.code)  \($0.description)" }.joined(separator: "\n")),
                        (
                            "Stock",
                            item.stock.sorted { $0.key < $1.key }.map { "\($0.key.isEmpty ? "–" : $0.key)  \($0.value)" }.joined(
                                separator: "\n"
                            )
                        ),
                    ]).text
                }
            }
        }
    }
}

struct LedgerCustomers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "customers", abstract: "Customers.", subcommands: [List.self, Show.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show customers.",
            discussion: "Example:\n  backroom ledger customers list"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Words in number, names, e-mail or city.") var search = ""
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let customers = try await LedgerCommand.collect(limit) {
                    try await installation.ledger.customers(CustomerFilter(search: search), page: $0)
                }
                try common.output.list(customers) { customers in
                    let rows = customers.map { [$0.no, $0.name, $0.email, $0.phone, $0.city, $0.country, $0.blocked ? "blocked" : ""] }
                    let columns: [Table.Column] = [
                        .text("No."), .text("Name"), .text("E-mail"), .text("Phone"), .text("City"), .text("Country"), .text(""),
                    ]
                    return Table(columns, rows, empty: "There is no customer. Bring some in: backroom ledger import customers FILE.csv")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a customer.",
            discussion: "Example:\n  backroom ledger customers show C00010"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The customer's number.") var no: String

        func run() async throws {
            try await Installation.use(common) { installation in
                guard let customer = try await installation.ledger.customer(no: no) else {
                    throw Failure(.notFound, code: "not_found", "There is no customer \(no).")
                }
                try common.output.one(customer) { customer in
                    Card([
                        ("No.", customer.no), ("Name", customer.name), ("Name 2", customer.name2), ("Contact", customer.contact),
                        ("E-mail", customer.email),
                        ("Phone", customer.phone), ("Address", customer.address), ("", customer.address2),
                        ("City", "\(customer.postCode) \(customer.city)"),
                        ("County", customer.county), ("Country", customer.country), ("VAT no.", customer.vatRegistrationNo),
                        ("Blocked", customer.blocked ? "yes" : ""),
                    ]).text
                }
            }
        }
    }
}

struct LedgerLocations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "locations", abstract: "Locations.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show locations.",
            discussion: "Example:\n  backroom ledger locations list"
        )
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(try await installation.ledger.locations()) { locations in
                    Table(
                        [.text("Code"), .text("Name"), .text("City"), .text("Country")],
                        locations.map { [$0.code, $0.name, $0.city, $0.country] },
                        empty: "There is no location."
                    )
                }
            }
        }
    }
}
