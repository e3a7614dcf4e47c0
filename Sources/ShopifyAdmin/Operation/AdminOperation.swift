/// One GraphQL operation with its variables. Types that conform are generated from `Documents/*.graphql`.
///
/// The operation encodes as its variables: each stored property is one.
public protocol AdminOperation: Encodable, Sendable {
    /// What the answer's `data` decodes into; nullability follows the schema.
    associatedtype Data: Decodable & Sendable

    /// The operation's name, as it stands in the document.
    static var name: String { get }
    /// The document, with the fragments it uses, without insignificant space.
    static var document: String { get }
    static var isMutation: Bool { get }
    /// Whether it may be sent again when nobody knows if it was applied: every query, and mutations that carry
    /// `@idempotent` or set a state that a second application does not change.
    static var isRepeatable: Bool { get }

    /// The points that Shopify will reserve for these variables, by the static cost model.
    var requestedCost: Int { get }
}

/// A mutation: its answer tells what was refused.
public protocol AdminMutation: AdminOperation where Data: AdminMutationData {}

/// The answer of a mutation.
public protocol AdminMutationData {
    /// The errors of every list in which the mutation's payloads return errors (`userErrors`, `mediaUserErrors` …).
    var userErrors: [AdminUserError] { get }
}

/// A query that reads one connection page by page.
public protocol AdminPagedOperation: AdminOperation {
    associatedtype Node: Decodable & Sendable

    /// The cursor after which the page starts; `nil` for the first.
    var after: String? { get set }
    /// The way to the connection in the answer: `["orders"]`, `["shopifyPaymentsAccount", "payouts"]`.
    static var connectionPath: [String] { get }
}

/// A query `nodes(ids:)` that reads up to 250 records of one type by id, at the cost of one.
public protocol AdminHydration: AdminOperation where Data == AdminHydratedNodes<Node> {
    associatedtype Node: Decodable & Sendable

    var ids: [String] { get set }
}

/// The answer of a hydration: one element an id, `nil` for what does not exist.
public struct AdminHydratedNodes<Node: Decodable & Sendable>: Decodable, Sendable {
    public let nodes: [Node?]
}

/// Where a page of a connection ends.
public struct AdminPageInfo: Sendable, Hashable, Decodable {
    public let hasNextPage: Bool
    /// The cursor of the last record; absent where the document does not ask for it.
    public let endCursor: String?

    public init(hasNextPage: Bool, endCursor: String?) {
        self.hasNextPage = hasNextPage
        self.endCursor = endCursor
    }
}

/// A mutation of one field, of which several can go out in one request under aliases.
public protocol AdminBatchMutation: AdminMutation {
    /// The field's name in the answer.
    static var rootField: String { get }
    /// The field as it stands in the document.
    static var field: String { get }
    /// The fragments that the field uses.
    static var fragments: String { get }
    /// The GraphQL type of each variable.
    static var variableTypes: [String: String] { get }
}

/// A query that runs as a bulk operation.
public protocol AdminBulkQuery: Sendable {
    static var name: String { get }
    /// The document; `$query` stands where the filter goes.
    static var template: String { get }
    /// A search such as `updated_at:>='2026-01-01T00:00:00Z'`; `nil` for everything.
    var query: String? { get }
}
