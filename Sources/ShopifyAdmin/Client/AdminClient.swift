import Foundation
public import Logging

/// A client of one shop's Admin API.
///
/// It reserves each request's cost in the shop's bucket, sends it, repeats what may be repeated, and tells in an `AdminError` why a
/// request failed.
///
/// Honest limits: when a write fails with `maybeApplied`, nobody knows here whether Shopify carried it out. Such a write is repeated
/// only if its operation is repeatable; otherwise look before you send it again.
public final class AdminClient: Sendable {
    public let endpoint: AdminEndpoint
    public let configuration: AdminClientConfiguration
    public let bucket: CostBucket
    let credentials: any AdminCredentials
    let transport: any AdminTransport
    let time: AdminTime
    let observer: (any AdminRequestObserver)?
    let logger: Logger
    let batchSizes: BatchSizes

    /// - Parameters:
    ///   - credentials: what gives the token.
    ///   - transport: what sends: `HTTPClientTransport`.
    ///   - bucket: the shop's bucket; the same for every client of the shop (`CostBuckets`).
    ///   - observer: told of each attempt.
    public convenience init(
        endpoint: AdminEndpoint,
        credentials: any AdminCredentials,
        transport: any AdminTransport,
        bucket: CostBucket? = nil,
        configuration: AdminClientConfiguration = AdminClientConfiguration(),
        time: AdminTime = .system,
        observer: (any AdminRequestObserver)? = nil,
        logger: Logger = Logger(label: "backroom.shopify")
    ) {
        self.init(
            endpoint: endpoint,
            credentials: credentials,
            transport: transport,
            bucket: bucket ?? CostBucket(time: time),
            configuration: configuration,
            time: time,
            observer: observer,
            logger: logger,
            batchSizes: BatchSizes()
        )
    }

    private init(
        endpoint: AdminEndpoint,
        credentials: any AdminCredentials,
        transport: any AdminTransport,
        bucket: CostBucket,
        configuration: AdminClientConfiguration,
        time: AdminTime,
        observer: (any AdminRequestObserver)?,
        logger: Logger,
        batchSizes: BatchSizes
    ) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.transport = transport
        self.bucket = bucket
        self.configuration = configuration
        self.time = time
        self.observer = observer
        self.logger = logger
        self.batchSizes = batchSizes
    }

    /// A client for one run: it shares bucket, token and learned batch sizes with this one, and has an observer, a logger or a
    /// configuration of its own.
    public func with(
        observer: (any AdminRequestObserver)? = nil,
        logger: Logger? = nil,
        configuration: AdminClientConfiguration? = nil
    ) -> AdminClient {
        AdminClient(
            endpoint: endpoint,
            credentials: credentials,
            transport: transport,
            bucket: bucket,
            configuration: configuration ?? self.configuration,
            time: time,
            observer: observer ?? self.observer,
            logger: logger ?? self.logger,
            batchSizes: batchSizes
        )
    }

    /// Carries out a query.
    /// - Throws: `AdminError`; `CancellationError` when the task is cancelled.
    public func execute<Operation: AdminOperation>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled
    ) async throws -> AdminResponse<Operation.Data> {
        let answer = try await answer(to: operation, execution)
        return try decode(answer, of: operation, userErrors: { _ in [] })
    }

    /// Carries out a mutation. User errors are thrown, unless the execution returns them.
    /// - Throws: `AdminError`; `CancellationError` when the task is cancelled.
    public func execute<Operation: AdminMutation>(
        _ operation: Operation,
        _ execution: AdminExecution = .scheduled
    ) async throws -> AdminResponse<Operation.Data> {
        let answer = try await answer(to: operation, execution)
        let response = try decode(answer, of: operation, userErrors: \.userErrors)
        if execution.userErrors == .thrown, !response.userErrors.isEmpty {
            var error = userErrors(response.userErrors, Operation.name)
            error.requestID = response.requestID
            throw error
        }
        return response
    }

    /// Waits by the client's clock: for what the shop does in its own time.
    public func pause(_ duration: Duration) async throws {
        observer?.waits(true)
        defer { observer?.waits(false) }
        try await time.sleep(duration)
    }

    /// The request's points, as soon as the bucket holds them.
    func points(_ cost: Int, _ priority: CostBucket.Priority) async throws -> CostBucket.Reservation {
        if let reservation = await bucket.reserveAtOnce(cost) { return reservation }
        observer?.waits(true)
        defer { observer?.waits(false) }
        return try await bucket.reserve(cost, priority: priority)
    }

    /// Carries out a query at the given priority.
    public func execute<Operation: AdminOperation>(
        _ operation: Operation,
        priority: CostBucket.Priority
    ) async throws -> AdminResponse<Operation.Data> {
        try await execute(operation, AdminExecution(priority: priority))
    }

    private func decode<Operation: AdminOperation>(
        _ answer: AdminAnswer,
        of operation: Operation,
        userErrors: (Operation.Data) -> [AdminUserError]
    ) throws -> AdminResponse<Operation.Data> {
        do {
            let data = try answer.data.decode(Operation.Data.self)
            return AdminResponse(
                data: data,
                raw: answer.data,
                cost: answer.cost,
                errors: answer.errors,
                userErrors: userErrors(data),
                requestID: answer.requestID,
                apiVersion: answer.apiVersion
            )
        } catch {
            throw undecodable(error, answer, Operation.self)
        }
    }

    /// The error for data that is not what the schema promises: because of errors beside it, or in spite of it.
    func undecodable<Operation: AdminOperation>(_ cause: any Error, _ answer: AdminAnswer, _: Operation.Type) -> AdminError {
        var error: AdminError
        if answer.errors.isEmpty {
            error = AdminError(
                .unexpectedData,
                "Shopify's answer does not have the shape that its API version promises\(DecodingWords.place(cause)).",
                mend: "Check the API version on the shop card.",
                maybeApplied: Operation.isMutation,
                cause: cause
            )
        } else {
            error = .graphQL(answer.errors, isMutation: Operation.isMutation)
        }
        error.requestID = answer.requestID
        return named(error, Operation.name)
    }

    func userErrors(_ errors: [AdminUserError], _ operation: String) -> AdminError {
        named(
            AdminError(
                .userErrors,
                "Shopify did not do it: \(errors.map(\.description).joined(separator: "; "))",
                field: errors.first?.field?.joined(separator: "."),
                userErrors: errors
            ),
            operation
        )
    }

    func named(_ error: AdminError, _ operation: String) -> AdminError {
        var error = error
        error.shop = endpoint.shop
        error.operation = operation
        return error
    }
}
