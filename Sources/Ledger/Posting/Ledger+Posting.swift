public import BackOffice
import Foundation
import Storage

extension Ledger {
    /// Posts a shipment of an order, or the receipt of a return order: the whole of what is outstanding, or what the draft names.
    ///
    /// Stock may go below zero: what left has left, whatever the books say.
    ///
    /// - Parameter key: Idempotency key; nil: the caller makes sure by itself that it asks once.
    public func ship(_ orderNo: String, _ draft: ShipmentDraft = ShipmentDraft(), key: String? = nil) async throws -> Shipment {
        try await postGoods(.order, orderNo, draft, key)
    }

    /// Posts the receipt of a return order; see `ship`.
    public func receive(_ returnOrderNo: String, _ draft: ShipmentDraft = ShipmentDraft(), key: String? = nil) async throws -> Shipment {
        try await postGoods(.returnOrder, returnOrderNo, draft, key)
    }

    private func postGoods(
        _ type: SalesDocumentType,
        _ no: String,
        _ draft: ShipmentDraft,
        _ key: String?
    ) async throws -> Shipment {
        let hash = try JSONText.hash([try JSONText.encode(draft), type.rawValue, no])
        return try await change { transaction in
            if let key, let existing = try ShipmentStore(transaction: transaction).shipment(key: key) {
                try IdempotencyKey.check(key, hash: hash, against: existing.hash, record: "shipment \(existing.shipment.no)")
                return existing.shipment
            }
            let document = try Self.document(type, no, in: transaction)
            return try ShipmentPosting(transaction: transaction).post(draft, of: document, key: key, hash: key == nil ? nil : hash)
        }
    }

    /// Posts an invoice: by the number of an order for all that is shipped of it and not invoiced, by the number of an open invoice
    /// that invoice itself.
    public func postInvoice(_ no: String, key: String? = nil) async throws -> SalesDocument {
        try await postDocument(no, .order, .invoice, key)
    }

    /// Posts a credit memo: by the number of a return order for all that was received of it, by the number of an open credit memo that
    /// credit memo itself.
    public func postCreditMemo(_ no: String, key: String? = nil) async throws -> SalesDocument {
        try await postDocument(no, .returnOrder, .creditMemo, key)
    }

    private func postDocument(
        _ no: String,
        _ source: SalesDocumentType,
        _ result: SalesDocumentType,
        _ key: String?
    ) async throws -> SalesDocument {
        let hash = try JSONText.hash([no, result.rawValue])
        return try await change { transaction in
            let store = DocumentStore(transaction: transaction)
            if let key, let existing = try store.document(key: key) {
                try IdempotencyKey.check(key, hash: hash, against: existing.hash, record: existing.document.record)
                return existing.document
            }
            let posting = InvoicePosting(transaction: transaction)
            if let order = try store.document(source, no: no) {
                return try posting.post(from: order, key: key, hash: key == nil ? nil : hash)
            }
            return try posting.post(try Self.document(result, no, in: transaction))
        }
    }

    /// Sets stock aside for an order, as far as there is free stock at its lines' locations.
    public func reserve(_ orderNo: String) async throws -> SalesDocument {
        try await change { transaction in
            let order = try Self.document(.order, orderNo, in: transaction)
            let demand = try DocumentDemand(order, in: transaction)
            let reserved = try Reservation(transaction: transaction).reserving(order, demand: demand)
            if reserved != order { try DocumentStore(transaction: transaction).save(reserved, replacing: order, demand: demand) }
            return reserved
        }
    }

    /// Frees what is set aside for an order.
    public func releaseReservation(_ orderNo: String) async throws -> SalesDocument {
        try await change { transaction in
            let order = try Self.document(.order, orderNo, in: transaction)
            guard order.isOpen else { return order }
            var released = order
            for index in released.lines.indices { released.lines[index].reserved = 0 }
            let demand = try DocumentDemand(order, in: transaction)
            if released != order { try DocumentStore(transaction: transaction).save(released, replacing: order, demand: demand) }
            return released
        }
    }

    static func document(_ type: SalesDocumentType, _ no: String, in transaction: Transaction) throws -> SalesDocument {
        guard let document = try DocumentStore(transaction: transaction).document(type, no: no) else {
            throw BackOfficeError(
                .notFound,
                record: "\(type.title) \(no)",
                field: "no",
                sentence: "There is no \(type.title) \(no).",
                mend: "List the \(type.title)s to find its number."
            )
        }
        return document
    }
}
