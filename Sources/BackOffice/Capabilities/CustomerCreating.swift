/// A back office in which customers can be created and changed.
public protocol CustomerCreating: BackOffice {
    /// Idempotent by key, like `createSalesDocument`: the same key gives the same customer.
    /// A draft without name fails with `missingValue`; a number that is taken fails with `alreadyExists`.
    func createCustomer(_ draft: CustomerDraft, key: String) async throws -> Customer

    /// Sets everything the draft says; its empty fields leave the customer's as they are.
    func updateCustomer(no: String, with draft: CustomerDraft) async throws -> Customer
}
