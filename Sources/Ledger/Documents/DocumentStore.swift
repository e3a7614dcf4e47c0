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

    func insert(_ document: SalesDocument, hash: String?) throws {
        try transaction.insert(
            into: "ledger_sales_document",
            columns: DocumentRows.columns,
            rows: [try DocumentRows.values(document, hash: hash)]
        )
        try transaction.insert(
            into: "ledger_sales_line",
            columns: DocumentRows.lineColumns,
            rows: try document.lines.map { try DocumentRows.values($0, of: document) }
        )
    }
}
