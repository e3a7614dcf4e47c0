/// A back office that can say what a draft would become, without creating it: for dry runs.
public protocol SalesDocumentPreviewing: BackOffice {
    /// All checks of `createSalesDocument`; the answer has an empty number unless the draft names one. Nothing is changed.
    func previewSalesDocument(_ draft: SalesDocumentDraft) async throws -> SalesDocument
}
