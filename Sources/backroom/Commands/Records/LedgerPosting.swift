import ArgumentParser
import BackOffice
import Foundation
import Ledger

struct LedgerShip: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "ship",
        abstract: "Post a shipment of a sales order, or of several.",
        discussion: """
            Without --line everything that is outstanding is shipped; several packages are given one by one. Lines, packages and tracking
            numbers are of one order; several orders are shipped whole, each in a package without a number.

            Example:
              backroom ledger ship SO-000001 --package "1Z999,UPS"
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The order's number; several ship them all.") var orders: [String]
    @Option(name: .customLong("line"), parsing: .upToNextOption, help: ArgumentHelp("So much of a line.", valueName: "LINE=QTY"))
    var lines: [LineQuantityArgument] = []
    @Option(
        name: .customLong("package"),
        help: ArgumentHelp("A package; may be given several times.", valueName: "TRACKING[,AGENT[,LINE=QTY …]]")
    )
    var packages: [PackageArgument] = []
    @Option(help: "The tracking number, when there is one package.") var tracking: String?
    @Option(help: "The shipping agent's code, when there is one package.") var agent: String?
    @Option(help: "The location to ship from.") var location = ""

    func validate() throws {
        if !packages.isEmpty, tracking != nil || agent != nil { throw ValidationError("Give either --package, or --tracking and --agent.") }
        if orders.count > 1, !lines.isEmpty || !packages.isEmpty || tracking != nil {
            throw ValidationError("Lines, packages and tracking numbers are of one order: give one order's number.")
        }
    }

    var target: String { orders.joined(separator: ", ") }

    func change(_ installation: Installation) async throws {
        var parcels = packages.map(\.package)
        if tracking != nil || agent != nil { parcels = [.init(trackingNo: tracking ?? "", agent: agent ?? "")] }
        let draft = ShipmentDraft(lines: lines.map(\.line), packages: parcels, location: location)
        var posted: [Shipment] = []
        for order in orders { posted.append(try await installation.ledger.ship(order, draft)) }
        if orders.count == 1 {
            try common.output.one(posted[0], LedgerShipments.card)
        } else {
            try common.output.list(posted, LedgerShipments.table)
        }
    }
}

struct LedgerPostInvoice: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "post-invoice",
        abstract: "Post the invoice of a sales order, or a sales invoice.",
        discussion: "Example:\n  backroom ledger post-invoice SO-000001"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The document's number.") var no: String

    var target: String { no }

    func change(_ installation: Installation) async throws {
        let document = try await installation.ledger.postInvoice(no)
        try common.output.done(document, "\(document.type.title) \(document.no): \(document.total), \(document.status.rawValue)")
    }
}

struct LedgerTracking: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracking",
        abstract: "Set the tracking number of a posted shipment.",
        discussion: "Example:\n  backroom ledger tracking SS-000001 --tracking 1Z999 --agent UPS"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shipment's number.") var no: String
    @Option(help: "The tracking number.") var tracking: String
    @Option(help: "The shipping agent's code; left as it is when not given.") var agent = ""
    @Option(help: "Which package, from 1, when there are several.") var package: Int?

    var target: String { no }

    func change(_ installation: Installation) async throws {
        let shipment = try await installation.ledger.setTracking(of: no, trackingNo: tracking, agent: agent, package: package)
        try common.output.one(shipment, LedgerShipments.card)
    }
}
