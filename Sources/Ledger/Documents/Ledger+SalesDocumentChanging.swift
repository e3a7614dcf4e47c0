public import BackOffice
import Foundation
import Storage

extension Ledger: SalesDocumentChanging {
    public func changeSalesDocument(key: String, to draft: SalesDocumentDraft) async throws -> SalesDocument {
        let hash = try JSONText.hash(draft)
        return try await change { transaction in
            let store = DocumentStore(transaction: transaction)
            let (before, existingHash) = try Self.document(key: key, in: store)
            if existingHash == hash { return before }
            try Self.checkUntouched(before)
            var document = try DocumentBuilder(transaction: transaction, draft: draft, key: key).build()
            guard document.type == before.type else {
                throw BackOfficeError(
                    .invalidValue,
                    record: before.record,
                    field: "type",
                    sentence: "\(before.record) cannot become a \(document.type.title).",
                    mend: "Cancel it and create the other document."
                )
            }
            document.no = before.no
            document.createdAt = before.createdAt
            let demand = try DocumentDemand(document, in: transaction)
            // What the old lines held is free again before the new ones ask.
            let released = try Self.release(before, in: store)
            document = try Reservation(transaction: transaction).reserving(document, demand: demand)
            try store.save(document, replacing: released, demand: demand, hash: hash)
            return document
        }
    }

    public func cancelSalesDocument(key: String) async throws -> SalesDocument {
        try await change { transaction in
            let store = DocumentStore(transaction: transaction)
            let (before, _) = try Self.document(key: key, in: store)
            if before.status == .cancelled { return before }
            try Self.checkUntouched(before)
            return try Self.release(before, in: store)
        }
    }

    /// Writes the document as cancelled, its demand taken back.
    private static func release(_ document: SalesDocument, in store: DocumentStore) throws -> SalesDocument {
        var cancelled = document
        cancelled.status = .cancelled
        for index in cancelled.lines.indices { cancelled.lines[index].reserved = 0 }
        let demand = try DocumentDemand(document, in: store.transaction)
        try store.save(cancelled, replacing: document, demand: demand)
        return cancelled
    }

    private static func document(key: String, in store: DocumentStore) throws -> (SalesDocument, String?) {
        guard let (document, hash) = try store.document(key: key) else {
            throw BackOfficeError(
                .notFound,
                record: "document with key \(key)",
                field: "key",
                sentence: "No document was created with the key \(key).",
                mend: "Create it first."
            )
        }
        return (document, hash)
    }

    private static func checkUntouched(_ document: SalesDocument) throws {
        let isTouched = document.lines.contains { $0.shipped != 0 || $0.invoiced != 0 }
        guard document.status == .open, !isTouched else {
            throw BackOfficeError(
                .final,
                record: document.record,
                field: "status",
                sentence:
                    "\(document.record) cannot be changed any more: \(isTouched ? "something was shipped or invoiced" : "it is \(document.status.rawValue)").",
                mend: "Settle the difference with a credit memo or a further order."
            )
        }
    }
}
