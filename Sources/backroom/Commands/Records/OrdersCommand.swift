import ArgumentParser
import BackOffice
import Connector
import Foundation
import WebClient

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Orders imported from shops.",
        subcommands: [List.self, Show.self, Process.self, Resolve.self]
    )

    enum YesNo: String, ExpressibleByArgument, CaseIterable { case yes, no }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show orders, newest first.",
            discussion: "Example:\n  backroom orders list --shop DEMO --processed no"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only this shop's.") var shop: String?
        @Option(help: "Only processed ones, or only others.") var processed: YesNo?
        @Flag(help: "Only those with an error or an order update.") var errors = false
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let filter = Orders.Filter(shop: shop, processed: processed.map { $0 == .yes }, errorsOnly: errors, limit: limit)
                try common.output.list(try await installation.connector.orders.list(filter)) { orders in
                    let rows = orders.map {
                        [
                            $0.name, $0.shop, Words.instant($0.createdAt), $0.customer ?? "", $0.financialStatus ?? "",
                            $0.fulfillmentStatus, "\($0.total)", $0.documentNo ?? "", $0.error ?? ($0.needsAttention ? "order update" : ""),
                        ]
                    }
                    let columns: [Table.Column] = [
                        .text("Order"), .text("Shop"), .text("Created"), .text("Customer"), .text("Payment"), .text("Fulfillment"),
                        .figure("Total"),
                        .text("Document"), .text("Problem"),
                    ]
                    return Table(columns, rows, empty: "There is no order yet. Bring some in: backroom sync sync-orders --shop CODE")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an order.",
            discussion: "Example:\n  backroom orders show 1001 --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The order's name, number or id.") var id: String
        @Option(help: "The shop, when several have an order of that name.") var shop: String?

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.one(try await installation.connector.orders.show(id, shop: shop), OrdersCommand.card)
            }
        }
    }

    struct Process: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an order's sales document now.",
            discussion: "Example:\n  backroom orders process 1001 --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The order's name, number or id.") var id: String
        @Option(help: "The shop, when several have an order of that name.") var shop: String?

        var target: String { id }

        func change(_ installation: Installation) async throws {
            let processing = OrderProcessing(connector: installation.connector, queue: installation.queue)
            let order = try await processing.process(id, shop: shop, owner: NSUserName())
            try common.output.one(order, OrdersCommand.card)
            if !order.processed { throw CommandResult(.failed) }
        }
    }

    struct Resolve: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Settle an order update or an error.",
            discussion: "Example:\n  backroom orders resolve 1001 --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The order's name, number or id.") var id: String
        @Option(help: "The shop, when several have an order of that name.") var shop: String?

        var target: String { id }

        func change(_ installation: Installation) async throws {
            try common.output.one(try await installation.connector.orders.resolve(id, shop: shop), OrdersCommand.card)
        }
    }

    static func card(_ order: OrderSummary) -> String {
        Card([
            ("Order", order.name), ("Id", order.id), ("Shop", order.shop), ("Created", Words.instant(order.createdAt)),
            ("Updated", Words.instant(order.updatedAt)),
            ("Customer", order.customer ?? ""), ("Payment", order.financialStatus ?? ""), ("Fulfillment", order.fulfillmentStatus),
            ("Total", "\(order.total)"),
            ("Customer paid", "\(order.presentmentTotal)"),
            ("Processed", order.processed ? "yes" : "no"),
            ("Document", [order.documentType, order.documentNo].compactMap(\.self).joined(separator: " ")),
            ("Document total", order.documentTotal.map { "\($0)" } ?? ""), ("Problem", order.error ?? ""),
            ("Order update", order.differences.map { "\($0)" }.joined(separator: "\n")),
        ]).text
    }
}
