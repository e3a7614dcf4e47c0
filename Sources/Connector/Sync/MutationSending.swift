import Foundation
import ShopifyAdmin

/// Carries out many mutations of one kind: a few by aliased requests, many by one bulk operation, whose cost does not depend on their
/// number.
struct MutationSending {
    /// From so many on a bulk operation is cheaper, however long it takes to start.
    static let bulkAbove = 50

    /// The outcomes of some mutations, by their position among all; those of a request that failed, or of a bulk operation that ended early,
    /// have its error.
    typealias Answers<Operation: AdminBatchMutation> = [(index: Int, result: Result<Operation.Data, AdminError>)]

    /// What is sent, for the run's log.
    let records: String
    let session: ShopSession
    let sink: any RunSink
    /// Where the bulk operation's variables are uploaded to; nil asks for a place.
    var target: Admin.StagedTarget?
    /// Whether few requests count more than an early end.
    var isPatient = false
    /// Told the bulk operation that carries them out, before it is waited for.
    var started: @Sendable (String) async throws -> Void = { _ in }

    init(_ records: String, session: ShopSession, sink: any RunSink, isPatient: Bool = false) {
        self.records = records
        self.session = session
        self.sink = sink
        self.isPatient = isPatient
    }

    /// - Parameter body: gets the outcomes as they come.
    func carryOut<Operation: AdminBatchMutation>(
        _ operations: [Operation],
        each body: (Answers<Operation>) async throws -> Void
    ) async throws {
        guard operations.count <= Self.bulkAbove else { return try await carryOut(try BulkMutationLines(operations), each: body) }
        sink.sending(records, operations.count, inBulk: false)
        try await session.client.batch(operations) { outcomes in try await body(outcomes.map { ($0.index, $0.result) }) }
    }

    /// By a bulk operation: for mutations that are encoded already. What is set twice is set once: an operation that a killed run left
    /// behind does no harm.
    func carryOut<Operation: AdminBatchMutation>(
        _ lines: BulkMutationLines<Operation>,
        each body: (Answers<Operation>) async throws -> Void
    ) async throws {
        sink.sending(records, lines.count, inBulk: true)
        let operation = try await session.client.startBulk(lines, at: target)
        try await started(operation.id)
        let result = try await result(of: operation.id)
        var answered: Set<Int> = []
        try await session.client.bulkLines(result) { page in
            var answers: Answers<Operation> = []
            for line in page {
                guard let number = line["__lineNumber"].flatMap({ Int($0.description) }), (0..<lines.count).contains(number) else {
                    continue
                }
                answered.insert(number)
                answers.append((number, Self.outcome(line, Operation.self)))
            }
            try await body(answers)
        }
        let missing = AdminError(
            .bulkFailed,
            "Shopify's bulk operation ended without an answer for this record.",
            mend: "It is tried again.",
            maybeApplied: true
        )
        let left = (0..<lines.count).filter { !answered.contains($0) }
        if !left.isEmpty { try await body(left.map { ($0, .failure(missing)) }) }
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
    private static func outcome<Operation: AdminBatchMutation>(
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
