/// A back office that can forget a person.
public protocol CustomerRedacting: BackOffice {
    /// Takes name, contact, e-mail, phone and address out of the customer and of documents that are not posted, and blocks the customer.
    /// Posted documents stay: they must be kept by law. Repeating does no harm.
    func redactCustomer(no: String) async throws
}
