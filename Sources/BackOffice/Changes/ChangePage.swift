/// A record that changed. The feed tells which, not how: read the record itself.
public struct Change: Sendable, Hashable, Codable {
    public var kind: ChangeKind
    /// The record's number or code; for `document` with `variant` its type.
    public var no: String
    /// The variant code, empty where there is none.
    public var variant: String
    /// The location code, for `stock`.
    public var location: String

    public init(kind: ChangeKind, no: String, variant: String = "", location: String = "") {
        self.kind = kind
        self.no = no
        self.variant = variant
        self.location = location
    }
}

/// A part of the change feed.
public struct ChangePage: Sendable, Hashable, Codable {
    /// In the order of their last change; each record once.
    public var changes: [Change]
    /// Where to go on. Keep it together with what was made of the changes.
    public var cursor: String
    /// Whether more follows at once.
    public var hasMore: Bool

    public init(changes: [Change], cursor: String, hasMore: Bool) {
        self.changes = changes
        self.cursor = cursor
        self.hasMore = hasMore
    }
}
