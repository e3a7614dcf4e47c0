/// What became of one id that was asked for.
public struct HydratedNode<Node: Sendable>: Sendable {
    public enum Outcome: Sendable {
        /// The record, with errors for parts that Shopify left out (nullable fields that the app may not see).
        case found(Node, errors: [AdminError])
        /// There is no such record: it was deleted, or the app may not see it.
        case missing
        /// The record could not be read.
        case failed(AdminError)
    }

    public let id: String
    public let outcome: Outcome
    /// The record as it came; `null` when missing.
    public let raw: RawJSON

    /// The record, if it was found.
    public var node: Node? {
        if case .found(let node, _) = outcome { node } else { nil }
    }
}
