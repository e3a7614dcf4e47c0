import BackOffice
import Foundation

/// Which quantities of a document's lines a shipment takes, found from what was asked for.
struct LineSelection {
    let document: SalesDocument
    /// Quantity by the line's index in the document.
    private(set) var quantities: [Int: Decimal] = [:]

    /// All that is outstanding.
    init(outstandingOf document: SalesDocument) {
        self.document = document
        for (index, line) in document.lines.enumerated() where line.type == .item && line.quantity > line.shipped {
            quantities[index] = line.quantity - line.shipped
        }
    }

    /// The lines that were named. The same line named twice adds up.
    init(_ lines: [LineQuantity], of document: SalesDocument) throws {
        self.document = document
        for line in lines {
            let index = try Self.index(of: line.line, in: document)
            guard line.quantity > 0, ScaledQuantity(line.quantity) != nil else {
                throw BackOfficeError(
                    .invalidValue,
                    record: "\(document.record), line \(line.line)",
                    field: "lines.quantity",
                    sentence:
                        "\(document.record), line \(line.line): the quantity \(line.quantity) is not above zero with at most five decimals."
                )
            }
            quantities[index, default: 0] += line.quantity
        }
        for (index, quantity) in quantities {
            let line = document.lines[index]
            guard quantity <= line.quantity - line.shipped else {
                throw BackOfficeError(
                    .exceedsOutstanding,
                    record: "\(document.record), line \(line.no)",
                    field: "lines.quantity",
                    sentence: """
                        \(document.record), line \(line.no): \(quantity) \(line.unit) are to be shipped, \
                        \(line.quantity - line.shipped) are outstanding.
                        """,
                    mend: "Ship at most what is outstanding."
                )
            }
        }
    }

    /// The index of an item line by its number, or by its place when no line has that number.
    static func index(of line: Int, in document: SalesDocument) throws -> Int {
        let index = document.lines.firstIndex { $0.no == line } ?? (document.lines.indices.contains(line - 1) ? line - 1 : nil)
        guard let index, document.lines[index].type == .item else {
            throw BackOfficeError(
                index == nil ? .notFound : .invalidValue,
                record: "\(document.record), line \(line)",
                field: "lines.line",
                sentence: index == nil
                    ? "\(document.record) has no line \(line)." : "Line \(line) of \(document.record) is no item and cannot be shipped.",
                mend: "Item lines are \(document.lines.filter { $0.type == .item }.map { String($0.no) }.joined(separator: ", "))."
            )
        }
        return index
    }
}
