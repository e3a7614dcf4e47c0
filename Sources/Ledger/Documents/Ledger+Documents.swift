public import BackOffice
import Foundation
import Storage

extension Ledger {
    /// Sales documents with their lines, newest first.
    public func salesDocuments(
        _ filter: DocumentFilter = DocumentFilter(),
        page: PageRequest = PageRequest()
    ) async throws -> Page<SalesDocument> {
        try await database.read { transaction in
            var conditions = Conditions()
            // One type reads along its own index; several are few rows or all of them.
            let only = filter.types.count == 1 ? filter.types.first : nil
            if let only {
                conditions.add("type = \(only.rawValue)")
            } else if !filter.types.isEmpty {
                conditions.add("type IN \(list: filter.types.map(\.rawValue).sorted())")
            }
            if !filter.statuses.isEmpty { conditions.add("status IN \(list: filter.statuses.map(\.rawValue).sorted())") }
            if !filter.customerNo.isEmpty { conditions.add("customer_no = \(filter.customerNo)") }
            if !filter.number.isEmpty {
                // With the types named, a number of ours is found by the key, whatever is between.
                let types = SalesDocumentType.allCases.map(\.rawValue)
                conditions.add(
                    "((type IN \(list: types) AND no = \(filter.number)) OR external_document_no = \(filter.number))"
                )
            }
            let (side, way) = filter.oldestFirst ? (">", "ASC") : ("<", "DESC")
            if let after = page.after {
                let (createdAt, type, no) = try DocumentCursor.parse(after)
                conditions.add(
                    only == nil
                        ? "(created_at, type, no) \(raw: side) (\(createdAt), \(type), \(no))"
                        : "(created_at, no) \(raw: side) (\(createdAt), \(no))"
                )
            }
            let rows = try transaction.rows(
                "SELECT * FROM ledger_sales_document" + conditions.clause
                    + " ORDER BY created_at \(raw: way), type \(raw: way), no \(raw: way) LIMIT \(page.limit + 1)"
            )
            let keyed = try rows.map { (document: try DocumentRows.document($0), createdAt: try $0.get("created_at", as: Int64.self)) }
            let cut = page.page(keyed) { DocumentCursor.text($0.createdAt, $0.document.type.rawValue, $0.document.no) }
            return Page(records: try DocumentStore(transaction: transaction).completed(cut.records.map(\.document)), next: cut.next)
        }
    }
}
