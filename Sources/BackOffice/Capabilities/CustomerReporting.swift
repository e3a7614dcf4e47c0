/// A back office whose customers can be gone through.
public protocol CustomerReporting: BackOffice {
    /// Customers by number, after the given one; empty at the end.
    func customers(after no: String?, limit: Int) async throws -> [Customer]
}
