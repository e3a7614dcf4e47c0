/// How far a sales document has come.
public enum SalesDocumentStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing shipped or invoiced yet; may be changed.
    case open
    /// Some of it was shipped or received.
    case partlyShipped
    /// All of it was shipped or received, not all invoiced.
    case shipped
    /// Final: all is shipped and invoiced, or the invoice or credit memo is posted.
    case posted
    /// Final: taken back before anything was shipped or invoiced.
    case cancelled
}
