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
        let answer = try await answer(to: operation, execution)
        do {
            var connection = answer.data
            for step in Operation.connectionPath {
                guard let next = connection[step] else { throw JSONScanner.Malformed(reason: "no member “\(step)”", offset: 0) }
                if next.isNull { return nil }
                connection = next
            }
            guard let info = connection["pageInfo"] else { throw JSONScanner.Malformed(reason: "no member “pageInfo”", offset: 0) }
            // Each record is decoded once, out of the bytes that are kept beside it.
            let records = try connection.nodes().map { AdminPage<Operation.Node>.Record(node: try $0.decode(), raw: $0) }
            return AdminPage(records: records, pageInfo: try info.decode(), cost: answer.cost)
        } catch {
            throw undecodable(error, answer, Operation.self)
        }
    }
}
