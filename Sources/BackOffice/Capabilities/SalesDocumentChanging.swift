/// A back office in which documents can still be changed, until something was shipped or invoiced.
public protocol SalesDocumentChanging: BackOffice {
    /// Makes the open document what the draft says; number, key and type stay. Once anything is shipped, invoiced or posted it fails
    /// with `final`. From then on the document's key stands for the new draft.
    func changeSalesDocument(key: String, to draft: SalesDocumentDraft) async throws -> SalesDocument

    /// Takes an open document out of the way: it keeps its number and its lines, and asks for nothing any more. Repeating does no harm;
    /// once anything is shipped, invoiced or posted it fails with `final`.
    func cancelSalesDocument(key: String) async throws -> SalesDocument
}
