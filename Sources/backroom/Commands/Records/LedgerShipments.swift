import ArgumentParser
import BackOffice
import Foundation
import Ledger
import WebClient

struct LedgerShipments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipments",
        abstract: "Posted shipments.",
        subcommands: [List.self, Show.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show posted shipments.",
            discussion: "Example:\n  backroom ledger shipments list --limit 20"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only this order's.") var order = ""
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let shipments = try await LedgerCommand.collect(limit) {
                    try await installation.ledger.shipments(ShipmentFilter(orderNo: order), page: $0)
                }
                try common.output.list(shipments, LedgerShipments.table)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a posted shipment.",
            discussion: "Example:\n  backroom ledger shipments show SS-000001"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The shipment's number.") var no: String

        func run() async throws {
            try await Installation.use(common) { installation in
                guard let shipment = try await installation.ledger.shipments(numbers: [no]).first else {
                    throw Failure(.notFound, code: "not_found", "There is no posted shipment \(no).")
                }
                try common.output.one(shipment, LedgerShipments.card)
            }
        }
    }

    static func table(_ shipments: [Shipment]) -> Table {
        let rows = shipments.map {
            [
                $0.no, $0.orderNo, $0.externalDocumentNo, $0.shipTo.name, Words.instant($0.postedAt),
                $0.packages.map(\.trackingNo).joined(separator: ", "),
            ]
        }
        let columns: [Table.Column] = [
            .text("No."), .text("Order"), .text("Shop order"), .text("Ship to"), .text("Posted"), .text("Tracking"),
        ]
        return Table(columns, rows, empty: "Nothing was shipped yet. Ship an order: backroom ledger ship ORDER_NO")
    }

    static func card(_ shipment: Shipment) -> String {
        let head = Card([
            ("No.", shipment.no), ("Order", shipment.orderNo), ("Shop order", shipment.externalDocumentNo),
            ("Ship to", shipment.shipTo.name),
            ("Posted", Words.instant(shipment.postedAt)),
            ("Packages", shipment.packages.map { "\($0.no)  \($0.trackingNo)  \($0.agent)" }.joined(separator: "\n")),
        ]).text
        let rows = shipment.lines.map { ["\($0.orderLine)", $0.item, $0.variant, $0.description, "\($0.quantity)", $0.location] }
        let columns: [Table.Column] = [
            .figure("Line"), .text("Item"), .text("Variant"), .text("Description"), .figure("Quantity"), .text("Location"),
        ]
        return head + "\n\n" + Table(columns, rows, empty: "It has no lines.").text
    }
}
