public import BackOffice
import Storage

extension Ledger: BackOffice, CreditMemoCreating, SalesDocumentPreviewing {
    public var name: String { "Ledger" }

    public func checkConnection() async throws {
        do {
            _ = try await database.read { try $0.value(Int64.self, "SELECT last FROM ledger_counter WHERE name = 'change'") }
        } catch {
            throw BackOfficeError(
                .unreachable,
                record: "ledger",
                sentence: "The ledger's tables cannot be read.",
                mend: "Run `backroom db migrate` and look at `backroom doctor`.",
                cause: error
            )
        }
    }

    public func createSalesDocument(_ draft: SalesDocumentDraft, key: String) async throws -> SalesDocument {
        try IdempotencyKey.check(isUsable: key)
        let hash = try JSONText.hash(draft)
        return try await repeatingAfterRace {
            try await database.write { transaction in
                let store = DocumentStore(transaction: transaction)
                if let existing = try store.document(key: key) {
                    let record = "\(existing.document.type.title) \(existing.document.no)"
                    try IdempotencyKey.check(key, hash: hash, against: existing.hash, record: record)
                    return existing.document
                }
                var document = try DocumentBuilder(transaction: transaction, draft: draft, key: key).build()
                let demand = try DocumentDemand(document, in: transaction)
                // All that can be found out without the lock is known now.
                try Self.lock(transaction)
                if document.no.isEmpty {
                    document.no = try NumberSeries(draft.type).next(in: transaction) { try store.exists(draft.type, no: $0) }
                } else if try store.exists(draft.type, no: document.no) {
                    throw BackOfficeError(
                        .alreadyExists,
                        record: "\(draft.type.title) \(document.no)",
                        field: "no",
                        sentence: "There is a \(draft.type.title) \(document.no) already.",
                        mend: "Let the number series give the number, or remove the other document."
                    )
                }
                document = try Reservation(transaction: transaction).reserving(document, demand: demand)
                try store.save(document, replacing: nil, demand: demand, hash: hash)
                return document
            }
        }
    }

    public func previewSalesDocument(_ draft: SalesDocumentDraft) async throws -> SalesDocument {
        try await database.read { try DocumentBuilder(transaction: $0, draft: draft, key: "").build() }
    }

    public func salesDocument(key: String) async throws -> SalesDocument? {
        try await database.read { try DocumentStore(transaction: $0).document(key: key)?.document }
    }

    public func salesDocument(_ type: SalesDocumentType, no: String) async throws -> SalesDocument? {
        try await database.read { try DocumentStore(transaction: $0).document(type, no: no) }
    }
}
