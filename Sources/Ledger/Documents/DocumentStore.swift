import BackOffice
import Foundation
import Storage

/// Reads and writes sales documents inside one transaction.
struct DocumentStore {
    let transaction: Transaction

    func document(key: String) throws -> (document: SalesDocument, hash: String?)? {
        guard let row = try transaction.first("SELECT * FROM ledger_sales_document WHERE creation_key = \(key)") else { return nil }
        return (try completed([DocumentRows.document(row)])[0], try row.get("creation_hash"))
    }

    func document(_ type: SalesDocumentType, no: String, locked: Bool = false) throws -> SalesDocument? {
        let row = try transaction.first(
            "SELECT * FROM ledger_sales_document WHERE type = \(type.rawValue) AND no = \(no)" + (locked ? "\(forUpdate: ())" : "")
        )
        return try row.map { try completed([DocumentRows.document($0)])[0] }
    }

    func exists(_ type: SalesDocumentType, no: String) throws -> Bool {
        try transaction.first("SELECT no FROM ledger_sales_document WHERE type = \(type.rawValue) AND no = \(no)") != nil
    }

    /// Adds the lines to documents.
    func completed(_ documents: [SalesDocument]) throws -> [SalesDocument] {
        var documents = documents
        for (type, indices) in Dictionary(grouping: documents.indices, by: { documents[$0].type }) {
            let positions = Dictionary(uniqueKeysWithValues: indices.map { (documents[$0].no, $0) })
            for chunk in positions.keys.sorted().chunks(of: 500) {
                try transaction.forEach(
                    """
                    SELECT * FROM ledger_sales_line WHERE document_type = \(type.rawValue) AND document_no IN \(list: chunk)
                    ORDER BY document_no, line_no
                    """
                ) { row in
                    guard let position = positions[try row.get("document_no")] else { return }
                    documents[position].lines.append(try DocumentRows.line(row, currency: documents[position].currency))
                }
            }
        }
        return documents
    }

    /// Writes a document in place of its state before (nil: it is new), posts what that changes in stock, and tells the feed.
    ///
    /// - Parameters:
    ///   - hash: Of the draft it was made of; nil leaves the one that is there.
    ///   - changes: What else the feed is to be told.
    func save(
        _ document: SalesDocument,
        replacing before: SalesDocument?,
        demand: DocumentDemand,
        hash: String? = nil,
        movements: [StockMovement] = [],
        also changes: [ChangeKind: [ChangedRecord]] = [:]
    ) throws {
        let difference = before == nil ? demand.sums(document) : try demand.change(to: document, in: transaction)
        try saveHeader(document, hash: hash)
        try saveLines(document, replacing: before, demand: demand)
        var changes = changes
        changes[.stock] = try StockPosting(transaction: transaction).post(movements, demand: difference)
        changes[.document] = [ChangedRecord(no: document.no, variant: document.type.rawValue)]
        try transaction.recordChanges(changes)
    }

    private func saveHeader(_ document: SalesDocument, hash: String?) throws {
        let kept: Set = hash == nil ? ["type", "no", "creation_key", "creation_hash"] : ["type", "no", "creation_key"]
        try transaction.insert(
            into: "ledger_sales_document",
            columns: DocumentRows.columns,
            rows: [try DocumentRows.values(document, hash: hash)],
            onConflict: "ON CONFLICT (type, no) DO UPDATE SET " + Self.assignments(DocumentRows.columns, except: kept)
        )
    }

    private func saveLines(_ document: SalesDocument, replacing before: SalesDocument?, demand: DocumentDemand) throws {
        let gone = Set((before?.lines ?? []).map(\.no)).subtracting(document.lines.map(\.no)).sorted()
        if !gone.isEmpty {
            try transaction.execute(
                """
                DELETE FROM ledger_sales_line
                WHERE document_type = \(document.type.rawValue) AND document_no = \(document.no) AND line_no IN \(list: gone)
                """
            )
        }
        try transaction.insert(
            into: "ledger_sales_line",
            columns: DocumentRows.lineColumns,
            rows: try document.lines.map {
                try DocumentRows.values($0, of: document, outstanding: demand.outstanding($0, of: document))
            },
            onConflict: "ON CONFLICT (document_type, document_no, line_no) DO UPDATE SET "
                + Self.assignments(DocumentRows.lineColumns, except: ["document_type", "document_no", "line_no"])
        )
    }

    private static func assignments(_ columns: [String], except kept: Set<String>) -> String {
        columns.filter { !kept.contains($0) }.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    }
}
