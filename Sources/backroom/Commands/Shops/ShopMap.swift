import ArgumentParser
import Connector
import Foundation

extension MethodMapping.Kind {
    /// What `shop map` calls it.
    static var words: String { (["location"] + allCases.map(\.rawValue)).joined(separator: ", ") }
}

struct ShopMap: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Map a shop's location, payment method, shipment method or shipping agent to ours.",
        discussion: """
            Without a name: show what is mapped. An empty --to unmaps.

            Example:
              backroom shop map DEMO location "Main warehouse" --to MAIN --calculation projectedAvailableBalance
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.") var code: String
    @Argument(help: "location, payment, shipment or agent.") var kind: String
    @Argument(help: "Its name in the shop.") var name: String?
    @Option(help: "Ours; several locations are separated by commas.") var to: String?
    @Option(help: "For locations: off, projectedAvailableBalance or freeInventory.") var calculation: String?

    func validate() throws {
        if kind != "location", MethodMapping.Kind(rawValue: kind) == nil {
            throw ValidationError("“\(kind)” is none of \(MethodMapping.Kind.words).")
        }
        if let calculation, StockCalculation(rawValue: calculation) == nil {
            throw ValidationError("“\(calculation)” is none of \(StockCalculation.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if name != nil, to == nil { throw ValidationError("Say what it is mapped to: --to CODE.") }
    }

    var target: String { [code, kind, name].compactMap(\.self).joined(separator: " · ") }
    var isChange: Bool { name != nil }

    func change(_ installation: Installation) async throws {
        let mappings = installation.connector.mappings
        if let method = MethodMapping.Kind(rawValue: kind) {
            guard let name else {
                return try common.output.list(try await mappings.methods(code, method)) { methods in
                    Table(
                        [.text("In the shop"), .text("Ours")],
                        methods.map { [$0.theirs, $0.to] },
                        empty: "The shop has not used any yet."
                    )
                }
            }
            let mapping = try await mappings.map(code, method, name, to: to ?? "")
            return try common.output.done(mapping, "\(mapping.theirs) → \(mapping.to.isEmpty ? "nothing" : mapping.to)")
        }
        guard let name else {
            return try common.output.list(try await mappings.locations(code)) { locations in
                let rows = locations.map {
                    [$0.name, $0.to.joined(separator: ", "), $0.calculation.rawValue, $0.active ? "" : "inactive"]
                }
                return Table(
                    [.text("In the shop"), .text("Ours"), .text("Calculation"), .text("")],
                    rows,
                    empty: "No location is known yet: backroom shop test \(code)"
                )
            }
        }
        let ours = (to ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let mapping = try await mappings.mapLocation(
            code,
            name,
            to: ours,
            calculation: calculation.flatMap(StockCalculation.init(rawValue:))
        )
        try common.output.done(mapping, "\(mapping.name) → \(mapping.to.isEmpty ? "nothing" : mapping.to.joined(separator: ", "))")
    }
}
