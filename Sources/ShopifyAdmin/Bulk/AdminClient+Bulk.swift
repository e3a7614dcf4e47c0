import Foundation

extension AdminClient {
    /// Starts a bulk query. While as many run as may (five at once), it is tried again until the patience ends.
    /// - Throws: `AdminError`: `bulkLimitReached` when the patience has ended; user errors of the query.
    public func startBulk(
        _ query: some AdminBulkQuery,
        patience: Duration = .seconds(600),
        _ execution: AdminExecution = .scheduled
    ) async throws -> Admin.BulkOperation {
        try await start(patience: patience) {
            let response = try await self.execute(Admin.BulkQueryRun(query: query.document), execution.returningUserErrors)
            return (response.data.bulkOperationRunQuery?.bulkOperation, response.userErrors, Admin.BulkQueryRun.name)
        }
    }

    /// Uploads the operations and starts a bulk mutation: one call a line. The result has a line for each.
    ///
    /// A lost answer leaves in doubt whether it was started (`maybeApplied`): look for it among the running ones before another is started.
    /// - Parameters:
    ///   - place: where the operations are uploaded to (`bulkVariables`); nil asks for a place.
    ///   - identifier: a name of ours that Shopify keeps with the operation.
    public func startBulk<Operation: AdminMutation>(
        _ operations: [Operation],
        at place: Admin.StagedTarget? = nil,
        identifier: String? = nil,
        patience: Duration = .seconds(600),
        _ execution: AdminExecution = .scheduled
    ) async throws -> Admin.BulkOperation {
        try await startBulk(try BulkMutationLines(operations), at: place, identifier: identifier, patience: patience, execution)
    }

    /// The same for calls that are encoded already.
    public func startBulk<Operation: AdminMutation>(
        _ lines: BulkMutationLines<Operation>,
        at place: Admin.StagedTarget? = nil,
        identifier: String? = nil,
        patience: Duration = .seconds(600),
        _ execution: AdminExecution = .scheduled
    ) async throws -> Admin.BulkOperation {
        let input = Admin.StagedUploadInput.bulkVariables
        let given = if let place { place } else { try await stagedTargets(for: [input], execution).first }
        guard let target = given, let path = target.key else {
            throw named(AdminError(.unexpectedData, "Shopify gave no place to upload to."), Admin.StagedUploadsCreate.name)
        }
        try await upload(lines.jsonl, filename: input.filename, mimeType: input.mimeType, to: target)
        return try await start(patience: patience) {
            let run = Admin.BulkMutationRun(mutation: Operation.document, stagedUploadPath: path, clientIdentifier: identifier)
            let response = try await self.execute(run, execution.returningUserErrors)
            return (response.data.bulkOperationRunMutation?.bulkOperation, response.userErrors, Admin.BulkMutationRun.name)
        }
    }

    private typealias Started = (operation: Admin.BulkOperation?, errors: [AdminUserError], name: String)

    private func start(patience: Duration, _ run: () async throws -> Started) async throws -> Admin.BulkOperation {
        let begin = time.now()
        var attempt = 1
        while true {
            let (operation, errors, name) = try await run()
            if let operation, errors.isEmpty { return operation }
            let busy = errors.contains {
                $0.code == "OPERATION_IN_PROGRESS" || $0.code == "LIMIT_REACHED" || $0.message.contains("already in progress")
            }
            guard busy else {
                throw errors.isEmpty
                    ? named(AdminError(.unexpectedData, "Shopify did not start the bulk operation and does not say why."), name)
                    : userErrors(errors, name)
            }
            let delay = BulkPolling.delay(after: attempt + 3, random: time.random())
            guard time.now() - begin + delay <= patience else {
                var error = userErrors(errors, name)
                error = AdminError(
                    .bulkLimitReached,
                    "As many bulk operations run in the shop as may at once.",
                    mend: "It is tried again later.",
                    shop: endpoint.shop,
                    operation: name,
                    userErrors: error.userErrors
                )
                throw error
            }
            try await pause(delay)
            attempt += 1
        }
    }

    /// How far a bulk operation is; `nil` when Shopify does not know it.
    public func bulkOperation(_ id: String, _ execution: AdminExecution = .scheduled) async throws -> Admin.BulkOperation? {
        try await execute(Admin.BulkOperationStatusByID(id: id), execution).data.bulkOperation
    }

    /// How far bulk operations are, in one request; those that Shopify does not know are absent.
    public func bulkOperations(_ ids: [String], _ execution: AdminExecution = .scheduled) async throws -> [String: Admin.BulkOperation] {
        var found: [String: Admin.BulkOperation] = [:]
        for node in try await hydrated(Admin.BulkOperationsByIDs(ids: ids), execution) {
            switch node.outcome {
            case .found(let operation, _): found[node.id] = operation
            case .missing: break
            case .failed(let error): throw error
            }
        }
        return found
    }

    /// Asks for the status of large bulk operations until all have ended, seldom enough for few requests: after 3 seconds, then ever later,
    /// at last once a minute. One request asks for all.
    ///
    /// - Parameter progress: told of each status.
    public func endedBulks(
        _ ids: [String],
        _ execution: AdminExecution = .scheduled,
        progress: ([String: Admin.BulkOperation]) async throws -> Void = { _ in }
    ) async throws -> [String: Admin.BulkOperation] {
        var polls = 0
        var isOpen = true
        var found: [String: Admin.BulkOperation] = [:]
        while isOpen {
            polls += 1
            try await pause(BulkPolling.seldom(after: polls))
            found = try await bulkOperations(ids, execution)
            try await progress(found)
            isOpen = found.values.contains { $0.isOpen }
        }
        return found
    }

    /// Asks for a bulk operation's status until it has ended: soon at first, then ever less often, at last once a minute.
    ///
    /// - Parameter progress: told of each status.
    /// - Throws: `AdminError` with `bulkFailed` when it ended without any result.
    public func finishedBulk(
        _ id: String,
        _ execution: AdminExecution = .scheduled,
        progress: (Admin.BulkOperation) async throws -> Void = { _ in }
    ) async throws -> BulkResult {
        var polls = 0
        while true {
            polls += 1
            try await pause(BulkPolling.delay(after: polls, random: time.random()))
            guard let operation = try await bulkOperation(id, execution) else {
                throw named(
                    AdminError(.bulkFailed, "Shopify no longer knows the bulk operation \(id)."),
                    Admin.BulkOperationStatusByID.name
                )
            }
            try await progress(operation)
            if let result = try result(of: operation) { return result }
        }
    }

    /// The result of an operation that has ended; `nil` while it runs.
    /// - Throws: `AdminError` with `bulkFailed` when it ended without any result.
    public func result(of operation: Admin.BulkOperation) throws -> BulkResult? {
        switch operation.status {
        case .created, .running, .canceling: return nil
        case .completed: return BulkResult(operation: operation, url: operation.url, failure: nil)
        default:
            let why = operation.errorCode.map { " (\($0))" } ?? ""
            let error = named(
                AdminError(
                    .bulkFailed,
                    "The bulk operation ended without being complete: \(operation.status)\(why).",
                    mend: "What it had by then is kept; the rest is asked for again."
                ),
                Admin.BulkOperationStatusByID.name
            )
            guard let url = operation.partialDataUrl else { throw error }
            return BulkResult(operation: operation, url: url, failure: error)
        }
    }
}

extension Admin.StagedUploadInput {
    /// Asks for a place for the variables of a bulk mutation.
    public static let bulkVariables = Admin.StagedUploadInput(
        resource: .bulkMutationVariables,
        filename: "variables.jsonl",
        mimeType: "text/jsonl",
        httpMethod: .post
    )
}

extension Admin.BulkOperation {
    /// Whether it waits, runs or is being canceled.
    public var isOpen: Bool { [.created, .running, .canceling].contains(status) }
}

/// When to ask for the status of a bulk operation.
enum BulkPolling {
    static func delay(after poll: Int, random: Double) -> Duration {
        // 0.5, 0.8, 1.3, 2, 3.3, 5.2, 8.4, 13 … 60 seconds: a dozen requests for the first minute and a half.
        let full = min(0.5 * pow(1.6, Double(max(1, poll) - 1)), 60)
        return .seconds(full * (0.8 + 0.2 * random))
    }

    static func seldom(after poll: Int) -> Duration {
        // 3, 5, 10, 17, 31, 57, 60 … seconds: five requests for the first minute.
        .seconds(min(3 * pow(1.8, Double(max(1, poll) - 1)), 60))
    }
}

extension AdminExecution {
    var returningUserErrors: AdminExecution {
        var copy = self
        copy.userErrors = .returned
        return copy
    }
}

extension AdminBulkQuery {
    /// The document with the filter in it: bulk operations take no variables.
    public var document: String {
        let filter = query.flatMap { try? AdminJSON.encode($0) }.map { String(decoding: $0, as: UTF8.self) } ?? "null"
        return Self.template.replacing("$query", with: filter)
    }
}
