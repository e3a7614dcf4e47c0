import Foundation

/// What became of one mutation of a batch.
public struct BatchOutcome<Operation: AdminBatchMutation>: Sendable {
    /// The mutation's position in what was asked for.
    public let index: Int
    /// The answer; or why it was not done: its own user errors, or what befell the whole request.
    public let result: Result<Operation.Data, AdminError>
}

extension AdminClient {
    /// Shopify carries out the fields of one request one after the other; more than this take too long in one.
    public static let largestBatch = 20

    /// Carries out mutations of one kind, several in one request. Each stands for itself: what is refused does not hinder the others.
    ///
    /// - Parameters:
    ///   - perRequest: how many go out together.
    ///   - body: gets the outcomes of each request as soon as they are known, so that they can be kept before the next leaves.
    /// - Throws: `CancellationError`, what `body` throws, and an `AdminError` that concerns the shop as a whole (`concernsShop`). Other
    ///   failures of requests are outcomes; after one that would befall the rest as well, the rest is not sent and has the same error, with
    ///   `maybeApplied` false.
    public func batch<Operation: AdminBatchMutation>(
        _ operations: [Operation],
        perRequest: Int = AdminClient.largestBatch,
        _ execution: AdminExecution = .scheduled,
        each body: (_ outcomes: [BatchOutcome<Operation>]) async throws -> Void
    ) async throws {
        var start = 0
        while start < operations.count {
            try Task.checkCancellation()
            let affordable = max(1, 900 / max(1, operations[start].requestedCost))
            let end = min(operations.count, start + min(max(1, perRequest), affordable))
            do {
                try await body(try await outcomes(of: operations[start..<end], execution))
            } catch let error as AdminError where error.concernsShop {
                // Nothing was carried out, nor would the rest be: it is no matter of these records.
                throw error
            } catch var error as AdminError {
                try await body((start..<end).map { BatchOutcome(index: $0, result: .failure(error)) })
                if !error.isTransient {
                    error.maybeApplied = false
                    try await body((end..<operations.count).map { BatchOutcome(index: $0, result: .failure(error)) })
                    return
                }
            }
            start = end
        }
    }

    private func outcomes<Operation: AdminBatchMutation>(
        of operations: ArraySlice<Operation>,
        _ execution: AdminExecution
    ) async throws -> [BatchOutcome<Operation>] {
        let document = BatchDocument(operations: operations)
        let outgoing = Outgoing(
            name: document.name,
            isMutation: true,
            isRepeatable: Operation.isRepeatable,
            estimate: operations.reduce(0) { $0 + $1.requestedCost },
            body: try AdminJSON.encode(document)
        )
        var execution = execution
        execution.partialData = .accepted
        let answer = try await answer(to: outgoing, execution)
        if let general = answer.errors.first(where: { $0.path?.isEmpty != false }) {
            throw named(.single(general, isMutation: true), document.name)
        }
        return operations.indices.map { index in
            let alias = BatchDocument<Operation>.alias(index - operations.startIndex)
            return BatchOutcome(index: index, result: result(of: alias, in: answer, Operation.self))
        }
    }

    private func result<Operation: AdminBatchMutation>(
        of alias: String,
        in answer: AdminAnswer,
        _: Operation.Type
    ) -> Result<Operation.Data, AdminError> {
        if let error = answer.errors.first(where: { $0.path?.first == .field(alias) }) {
            return .failure(named(.single(error, isMutation: true), Operation.name))
        }
        do {
            guard let payload = answer.data[alias] else { throw JSONScanner.Malformed(reason: "no answer for \(alias)", offset: 0) }
            let data = try AdminJSON.decode(
                Operation.Data.self,
                from: Data("{\"\(Operation.rootField)\":".utf8) + payload.bytes + Data("}".utf8)
            )
            guard data.userErrors.isEmpty else {
                var error = userErrors(data.userErrors, Operation.name)
                error.requestID = answer.requestID
                return .failure(error)
            }
            return .success(data)
        } catch {
            return .failure(undecodable(error, answer, Operation.self))
        }
    }
}
