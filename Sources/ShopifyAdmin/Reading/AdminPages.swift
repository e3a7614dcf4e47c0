/// The pages of a connection, one after the other: each is asked for when the one before has been dealt with.
public struct AdminPages<Operation: AdminPagedOperation>: AsyncSequence, Sendable {
    public typealias Element = AdminPage<Operation.Node>

    let client: AdminClient
    let operation: Operation
    let execution: AdminExecution

    public func makeAsyncIterator() -> Iterator { Iterator(client: client, next: operation, execution: execution) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let client: AdminClient
        fileprivate var next: Operation?
        fileprivate let execution: AdminExecution

        fileprivate init(client: AdminClient, next: Operation, execution: AdminExecution) {
            self.client = client
            self.next = next
            self.execution = execution
        }

        public mutating func next() async throws -> AdminPage<Operation.Node>? {
            guard var operation = next else { return nil }
            next = nil
            let page = try await client.page(operation, execution)
            if let page, page.pageInfo.hasNextPage {
                guard let cursor = page.pageInfo.endCursor, cursor != operation.after else {
                    throw client.named(
                        AdminError(.unexpectedData, "Shopify says that there is a next page, but not where it starts."),
                        Operation.name
                    )
                }
                operation.after = cursor
                next = operation
            }
            return page
        }
    }
}

extension AdminClient {
    /// All pages of a connection.
    public func pages<Operation: AdminPagedOperation>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled
    ) -> AdminPages<Operation> {
        AdminPages(client: self, operation: operation, execution: execution)
    }

    /// One page of a connection; `nil` when an object on the way to it is null.
    public func page<Operation: AdminPagedOperation>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled
    ) async throws -> AdminPage<Operation.Node>? {
        let response = try await execute(operation, execution)
        guard let page = Operation.page(of: response.data) else { return nil }
        let raw = try response.raw[path: Operation.connectionPath]?.nodes() ?? []
        guard raw.count == page.nodes.count else {
            throw named(AdminError(.unexpectedData, "A page of Shopify's answer cannot be cut into its records."), Operation.name)
        }
        let records = zip(page.nodes, raw).map { AdminPage<Operation.Node>.Record(node: $0, raw: $1) }
        return AdminPage(records: records, pageInfo: page.pageInfo, cost: response.cost)
    }
}
