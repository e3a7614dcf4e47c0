import ArgumentParser
import BackOffice
import Foundation

/// A quantity on the command line, exact.
struct QuantityArgument: ExpressibleByArgument, Sendable {
    let value: Decimal

    init?(argument: String) {
        guard let value = Decimal(exactly: argument.hasPrefix("+") ? String(argument.dropFirst()) : argument) else { return nil }
        self.value = value
    }
}

/// `LINE=QTY`: so much of one line of a document.
struct LineQuantityArgument: ExpressibleByArgument, Sendable {
    let line: LineQuantity

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[0]), let quantity = Decimal(exactly: String(parts[1])) else { return nil }
        line = LineQuantity(line: number, quantity: quantity)
    }
}

/// `TRACKING[,AGENT[,LINE=QTY …]]`: one package of a shipment.
struct PackageArgument: ExpressibleByArgument, Sendable {
    let package: ShipmentDraft.Package

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard let tracking = parts.first, !tracking.isEmpty else { return nil }
        let words = parts.dropFirst(2).flatMap { $0.split(separator: " ").map(String.init) }
        let lines = words.compactMap { LineQuantityArgument(argument: $0)?.line }
        guard lines.count == words.count else { return nil }
        package = .init(trackingNo: tracking, agent: parts.count > 1 ? parts[1] : "", lines: lines)
    }
}
