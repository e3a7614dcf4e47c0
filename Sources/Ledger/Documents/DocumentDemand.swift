import BackOffice
import Foundation
import Storage

/// What the lines of an open document ask of stock: orders and invoices will take goods, credit memos and return orders will bring some.
struct DocumentDemand {
    /// The items of the document that have stock.
    let counted: Set<String>

    init(_ document: SalesDocument, in transaction: Transaction) throws {
        counted = try ItemStore(transaction: transaction).counted(document.lines.lazy.filter { $0.type == .item }.map(\.item))
    }

    /// What is not shipped of a line, in base units.
    func outstanding(_ line: SalesLine, of document: SalesDocument) -> ScaledQuantity {
        guard document.isOpen, line.type == .item, counted.contains(line.item) else { return .zero }
        return line.inBaseUnits(line.quantity - line.shipped)
    }

    /// What all lines ask for at each place.
    func sums(_ document: SalesDocument) -> [StockPlace: StockSums] {
        var sums: [StockPlace: StockSums] = [:]
        for line in document.lines {
            let outstanding = outstanding(line, of: document).scaled
            guard outstanding != 0 else { continue }
            let reserved = ScaledQuantity(line.reserved)?.scaled ?? 0
            sums[line.place, default: StockSums()] +=
                document.type.bringsGoods
                ? StockSums(expected: outstanding) : StockSums(reserved: reserved, outstanding: outstanding)
        }
        return sums
    }

    /// By how much the demand of a document differs from what its lines in the database ask for now.
    ///
    /// What they ask for is read, not computed: it must be taken back exactly as it was added, even if an item has changed its type since.
    func change(to document: SalesDocument, in transaction: Transaction) throws -> [StockPlace: StockSums] {
        var change = sums(document)
        try transaction.forEach(
            """
            SELECT item_no, variant_code, location_code, outstanding, reserved FROM ledger_sales_line
            WHERE document_type = \(document.type.rawValue) AND document_no = \(document.no) AND outstanding <> 0
            """
        ) { row in
            let outstanding: Int64 = try row.get("outstanding")
            change[try StockPosting.place(row), default: StockSums()] +=
                document.type.bringsGoods
                ? StockSums(expected: -outstanding) : StockSums(reserved: -(try row.get("reserved")), outstanding: -outstanding)
        }
        return change
    }
}

extension SalesDocument {
    /// Whether something is still to come of it.
    var isOpen: Bool { status != .posted && status != .cancelled }

    /// `sales order SO-000001`.
    var record: String { "\(type.title) \(no)" }
}

extension SalesDocumentType {
    /// Whether goods come back by it, rather than leave.
    var bringsGoods: Bool { self == .creditMemo || self == .returnOrder }
}

extension SalesLine {
    var place: StockPlace { StockPlace(item: item, variant: variant, location: location) }

    /// A quantity of the line's unit in base units, rounded to what stock can count.
    func inBaseUnits(_ quantity: Decimal) -> ScaledQuantity {
        ScaledQuantity((quantity * quantityPerUnit).rounded(decimals: 5)) ?? .zero
    }
}
