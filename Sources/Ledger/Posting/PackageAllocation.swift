import BackOffice
import Foundation

/// What a shipment takes and in which package it lies.
struct PackageAllocation {
    let selection: LineSelection
    let packages: [Shipment.Package]

    init(_ draft: ShipmentDraft, of document: SalesDocument) throws {
        let named = try draft.packages.map { try LineSelection($0.lines, of: document).quantities }
        let sum = named.reduce(into: [Int: Decimal]()) { $0.merge($1, uniquingKeysWith: +) }
        let selection: LineSelection
        if !draft.lines.isEmpty {
            selection = try LineSelection(draft.lines, of: document)
        } else if !named.isEmpty, named.allSatisfy({ !$0.isEmpty }) {
            selection = try LineSelection(draft.packages.flatMap(\.lines), of: document)
        } else {
            selection = LineSelection(outstandingOf: document)
        }
        for (index, quantity) in sum where quantity > selection.quantities[index, default: 0] {
            throw BackOfficeError(
                .exceedsOutstanding,
                record: "\(document.record), line \(document.lines[index].no)",
                field: "packages.lines",
                sentence: """
                    \(document.record), line \(document.lines[index].no): the packages hold \(quantity), \
                    \(selection.quantities[index, default: 0]) are shipped.
                    """,
                mend: "Ship as much as the packages hold."
            )
        }
        self.selection = selection
        let openPackages = named.filter(\.isEmpty).count
        packages = draft.packages.enumerated().map { number, package in
            var contents = named[number]
            if contents.isEmpty, openPackages == 1 {
                // The only package of which nothing was said holds the rest.
                contents = selection.quantities.merging(sum) { $0 - $1 }.filter { $0.value > 0 }
            }
            return Shipment.Package(
                no: number + 1,
                trackingNo: CodeKey.trimmed(package.trackingNo),
                agent: package.agent.isEmpty ? document.shippingAgent : package.agent,
                lines: contents.sorted { $0.key < $1.key }.map { LineQuantity(line: document.lines[$0].no, quantity: $1) }
            )
        }
    }
}
