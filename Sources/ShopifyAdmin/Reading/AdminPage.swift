/// One page of a connection.
public struct AdminPage<Node: Sendable>: Sendable {
    /// A record, decoded and as it came.
    public struct Record: Sendable {
        public let node: Node
        public let raw: RawJSON
    }

    public let records: [Record]
    public let pageInfo: AdminPageInfo
    public let cost: AdminCost?

    public var nodes: [Node] { records.map(\.node) }
}
