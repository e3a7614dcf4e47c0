import Foundation

extension AdminClient {
    /// A hydration that costs no more reads a few fields of each record.
    private static let lightCost = 4

    /// Reads records by id, in batches whose size follows what the shop bears. The result has one element an id, in the order of the ids.
    ///
    /// Each batch is passed on as soon as it is there, so that no more than one is held. Ids are asked for once, even when repeated.
    /// - Throws: `AdminError` when a whole batch fails (what one record alone spoils is that record's outcome);
    ///   `CancellationError`; what `body` throws.
    public func hydrate<Operation: AdminHydration>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled,
        each body: (_ batch: [HydratedNode<Operation.Node>]) async throws -> Void
    ) async throws {
        var remaining = ArraySlice(Self.unique(operation.ids))
        var execution = execution
        execution.partialData = .accepted
        // A batch that fails is halved: repeating it as it is comes second.
        var cautious = execution
        var policy = execution.retry ?? configuration.retry
        var failedAlone = 0
        var repeats = 0
        while !remaining.isEmpty {
            try Task.checkCancellation()
            let isLight = operation.requestedCost <= Self.lightCost
            let size = batchSizes.size(for: Operation.name, isLight: isLight).nextBatch(of: remaining.count)
            var batch = operation
            batch.ids = Array(remaining.prefix(size))
            policy.attempts = size > 1 ? 2 : (execution.retry ?? configuration.retry).attempts
            cautious.retry = policy
            let nodes: [HydratedNode<Operation.Node>]
            do {
                nodes = try await self.nodes(of: batch, cautious)
            } catch let error as AdminError where error.asksForSmallerBatch {
                if size > 1 {
                    batchSizes.failed(size, Operation.name)
                    continue
                }
                // One record that spoils every answer must not keep the others away; several in a row are no matter of records.
                failedAlone += 1
                guard failedAlone < 3 else { throw error }
                remaining = remaining.dropFirst()
                try await body([HydratedNode(id: batch.ids[0], outcome: .failed(error), raw: RawJSON(Data("null".utf8)))])
                continue
            } catch let error as AdminError where error.isTransient && error.code != .throttled {
                // Fewer records do not help against a shop that is away: the batch gets all the attempts that any request gets.
                repeats += policy.attempts
                guard repeats < (execution.retry ?? configuration.retry).attempts else { throw error }
                continue
            }
            batchSizes.succeeded(size, Operation.name)
            remaining = remaining.dropFirst(size)
            (failedAlone, repeats) = (0, 0)
            try await body(nodes)
        }
    }

    /// Reads records by id and returns them all: for few.
    public func hydrated<Operation: AdminHydration>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled
    ) async throws -> [HydratedNode<Operation.Node>] {
        var all: [HydratedNode<Operation.Node>] = []
        try await hydrate(operation, execution) { all += $0 }
        return all
    }

    private func nodes<Operation: AdminHydration>(
        of operation: Operation,
        _ execution: AdminExecution
    ) async throws -> [HydratedNode<Operation.Node>] {
        let answer = try await answer(to: operation, execution)
        let (byIndex, general) = Self.errorsByIndex(answer.errors)
        if !general.isEmpty { throw undecodable(JSONScanner.Malformed(reason: "errors", offset: 0), answer, Operation.self) }
        guard let raw = try? answer.data["nodes"]?.elements(), raw.count == operation.ids.count else {
            throw undecodable(JSONScanner.Malformed(reason: "not one node an id", offset: 0), answer, Operation.self)
        }
        // An inner failure of Shopify is worth another try with fewer records before any record is given up.
        if operation.ids.count > 1, let inner = answer.errors.first(where: { $0.code == "INTERNAL_SERVER_ERROR" || $0.code == "TIMEOUT" }) {
            throw named(.single(inner, isMutation: false), Operation.name)
        }
        return zip(operation.ids, raw).enumerated().map { index, pair in
            let (id, json) = pair
            let errors = (byIndex[index] ?? []).map { named(.single($0, isMutation: false), Operation.name) }
            guard !json.isNull else {
                let failure = errors.first { $0.code != .recordNotFound }
                return HydratedNode(id: id, outcome: failure.map { .failed($0) } ?? .missing, raw: json)
            }
            do {
                return HydratedNode(id: id, outcome: .found(try json.decode(Operation.Node.self), errors: errors), raw: json)
            } catch {
                return HydratedNode(id: id, outcome: .failed(errors.first ?? unreadable(error, Operation.name)), raw: json)
            }
        }
    }

    private func unreadable(_ cause: any Error, _ operation: String) -> AdminError {
        named(
            AdminError(
                .unexpectedData,
                "The record does not have the shape that the API version promises\(DecodingWords.place(cause)).",
                cause: cause
            ),
            operation
        )
    }

    /// Errors by the position in `nodes` that they speak of; those that speak of none.
    private static func errorsByIndex(_ errors: [GraphQLError]) -> ([Int: [GraphQLError]], general: [GraphQLError]) {
        var byIndex: [Int: [GraphQLError]] = [:]
        var general: [GraphQLError] = []
        for error in errors {
            if let path = error.path, path.count >= 2, path[0] == .field("nodes"), case .index(let index) = path[1] {
                byIndex[index, default: []].append(error)
            } else {
                general.append(error)
            }
        }
        return (byIndex, general)
    }

    private static func unique(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }
}
