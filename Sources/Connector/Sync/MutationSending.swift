import Foundation
import ShopifyAdmin

/// Carries out many mutations of one kind: a few by aliased requests, many by one bulk operation.
struct MutationSending {
    /// From so many on a bulk operation is cheaper, however long it takes to start.
    static let bulkAbove = 50

    let session: ShopSession
    let sink: any RunSink
    /// Where the bulk operation's variables are uploaded to; nil asks for a place.
    var target: Admin.StagedTarget?
    /// Whether few requests count more than an early end.
    var isPatient = false
    /// Told the bulk operation that carries them out, before it is waited for.
    var started: @Sendable (String) async throws -> Void = { _ in }

    /// - Parameter body: gets each mutation's outcome, by its position; those of a request that failed, or of a bulk operation that ended
    ///   early, have its error.
    func carryOut<Operation: AdminBatchMutation>(
        _ operations: [Operation],
        each body: (Int, Result<Operation.Data, AdminError>) async throws -> Void
    ) async throws {
        guard operations.count > Self.bulkAbove else {
            try await session.client.batch(operations) { outcomes in
                for outcome in outcomes { try await body(outcome.index, outcome.result) }
            }
            return
        }
        let operation = try await session.client.startBulk(operations, at: target)
        try await started(operation.id)
        let result = try await result(of: operation.id)
        var answered: Set<Int> = []
        try await session.client.bulkLines(result) { lines in
            for line in lines {
                guard let number = line["__lineNumber"].flatMap({ Int($0.description) }), operations.indices.contains(number) else {
                    continue
                }
                answered.insert(number)
                try await body(number, Self.outcome(line, Operation.self))
            }
        }
        let missing = AdminError(
            .bulkFailed,
            "Shopify's bulk operation ended without an answer for this record.",
            mend: "It is tried again.",
            maybeApplied: true
        )
        for number in operations.indices where !answered.contains(number) { try await body(number, .failure(missing)) }
    }

    private func result(of id: String) async throws -> BulkResult {
        guard isPatient else { return try await session.client.finishedBulk(id) { _ in try sink.checkCancellation() } }
        let ended = try await session.client.endedBulks([id]) { _ in try sink.checkCancellation() }
        guard let operation = ended[id], let result = try session.client.result(of: operation) else {
            throw AdminError(.bulkFailed, "Shopify no longer knows the bulk operation \(id).", maybeApplied: true)
        }
        return result
    }

    /// The outcome in one line of a bulk operation's result.
    static func outcome<Operation: AdminBatchMutation>(
        _ line: RawJSON,
        _: Operation.Type
    ) -> Result<Operation.Data, AdminError> {
        do {
            guard let raw = line["data"], !raw.isNull else {
                return .failure(AdminError(.bulkFailed, "Shopify refused the record: \(line["errors"]?.description ?? "without a reason")"))
            }
            let data = try raw.decode(Operation.Data.self)
            guard let first = data.userErrors.first else { return .success(data) }
            return .failure(
                AdminError(
                    .userErrors,
                    "Shopify did not do it: \(data.userErrors.map(\.description).joined(separator: "; "))",
                    field: first.field?.joined(separator: "."),
                    userErrors: data.userErrors
                )
            )
        } catch {
            return .failure(
                AdminError(.unexpectedData, "Shopify's answer for the record cannot be read.", maybeApplied: true, cause: error)
            )
        }
    }
}
