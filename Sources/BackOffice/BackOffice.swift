/// What the connector asks of any ERP.
///
/// The protocol holds what every back office must offer for orders to become sales documents. Everything further stands in
/// the capability protocols (`CustomerCreating`, `ItemCreating`, `StockReporting` …): ask with `backOffice as? any CustomerCreating`.
/// Failures are `BackOfficeError`s. All calls may be repeated without harm; none starts work that outlives it.
public protocol BackOffice: Sendable {
    /// How users call it: `Ledger`, `Business Central`.
    var name: String { get }

    /// Answers when the back office can be reached and used; throws what is wrong otherwise.
    func checkConnection() async throws

    /// The customers found for each key, best match first. Keys without a match are absent from the answer.
    func customers(matching keys: Set<CustomerKey>) async throws -> [CustomerKey: [Customer]]

    /// The items or variants found for each key. More than one match means that the key is ambiguous; keys without a match are absent.
    /// Blocked items are found too: the match says so.
    func items(matching keys: Set<ItemKey>) async throws -> [ItemKey: [ItemMatch]]

    /// Whole items, with variants, by number. Unknown numbers are absent.
    func items(numbers: [String]) async throws -> [Item]

    /// All locations, by code.
    func locations() async throws -> [Location]

    /// Creates an order or invoice (credit memos and return orders only where the back office is `CreditMemoCreating`).
    ///
    /// Idempotent by key: the same key with the same draft gives the same document, also after a crash between the answer and its
    /// receipt; the same key with another draft fails with `keyConflict` and changes nothing. The document's total equals
    /// `draft.expectedTotal` to the last minor unit, or the call fails with `totalMismatch` and says both amounts.
    func createSalesDocument(_ draft: SalesDocumentDraft, key: String) async throws -> SalesDocument

    /// The document that was created with this key, whatever became of it.
    func salesDocument(key: String) async throws -> SalesDocument?

    /// A document by its type and number.
    func salesDocument(_ type: SalesDocumentType, no: String) async throws -> SalesDocument?
}

extension BackOffice {
    /// The customer with this number.
    public func customer(no: String) async throws -> Customer? {
        try await customers(matching: [.no(no)]).values.first?.first
    }

    /// The item with this number, with its variants.
    public func item(no: String) async throws -> Item? {
        try await items(numbers: [no]).first
    }
}
