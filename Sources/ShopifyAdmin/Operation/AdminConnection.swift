/// One page of a connection: its records and where it ends.
public struct AdminConnection<Node: Decodable & Sendable>: Decodable, Sendable {
    public let nodes: [Node]
    public let pageInfo: AdminPageInfo
}

/// The records of a connection that is not read further.
public struct AdminNodes<Node: Decodable & Sendable>: Decodable, Sendable {
    public let nodes: [Node]
}

extension AdminConnection: Equatable where Node: Equatable {}
extension AdminNodes: Equatable where Node: Equatable {}
