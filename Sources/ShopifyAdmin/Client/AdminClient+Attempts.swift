import Foundation
import Logging

extension AdminClient {
    /// A request that is ready to go.
    struct Outgoing {
        let name: String
        let isMutation: Bool
        let isRepeatable: Bool
        let estimate: Int
        let body: Data
    }

    /// Sends an operation until there is a usable answer, or no more sense in sending it.
    func answer<Operation: AdminOperation>(to operation: Operation, _ execution: AdminExecution) async throws -> AdminAnswer {
        try await answer(
            to: Outgoing(
                name: Operation.name,
                isMutation: Operation.isMutation,
                isRepeatable: Operation.isRepeatable || !Operation.isMutation,
                estimate: operation.requestedCost,
                body: try AdminJSON.encode(AdminRequestBody(operation: operation))
            ),
            execution
        )
    }

    func answer(to outgoing: Outgoing, _ execution: AdminExecution) async throws -> AdminAnswer {
        if outgoing.isMutation && !configuration.allowsMutations { throw mutationsNotAllowed(outgoing.name) }
        let policy = execution.retry ?? configuration.retry
        var send = Send(
            operation: outgoing.name,
            isMutation: outgoing.isMutation,
            estimate: outgoing.estimate,
            body: outgoing.body,
            timeout: execution.timeout ?? configuration.timeout,
            priority: execution.priority,
            partialData: execution.partialData
        )
        let start = time.now()
        var failures = 0
        var renewals = 0
        while true {
            send.attempt += 1
            do {
                return try await attempt(&send)
            } catch let error as AdminError {
                switch error.code {
                case .unauthorized where renewals == 0:
                    renewals += 1
                    guard let refused = send.token, let token = try await credentials.token(insteadOf: refused) else { throw error }
                    send.token = token
                case .throttled:
                    // The bucket knows when to go on; this delay is for a limit that the bucket does not know.
                    let delay = error.retryAfter ?? policy.delay(after: min(send.throttles, 3), random: time.random())
                    guard time.now() - start + delay <= policy.throttledFor else { throw error }
                    try await pause(delay)
                default:
                    failures += 1
                    let mayRepeat = error.isTransient && (outgoing.isRepeatable || error.wasNotExecuted)
                    guard mayRepeat, failures < policy.attempts else { throw error }
                    let delay = error.retryAfter ?? policy.delay(after: failures, random: time.random())
                    guard delay <= policy.throttledFor else { throw error }
                    log(error, send)
                    try await pause(delay)
                }
            }
        }
    }

    private func mutationsNotAllowed(_ operation: String) -> AdminError {
        named(
            AdminError(
                .mutationsNotAllowed,
                "The shop does not allow data to be sent to Shopify.",
                mend: "Turn on “Allow data sync to Shopify” on the shop card."
            ),
            operation
        )
    }

    private func log(_ error: AdminError, _ send: Send) {
        logger.debug(
            "Request is sent again",
            metadata: [
                "shop": "\(endpoint.shop)", "operation": "\(send.operation)", "attempt": "\(send.attempt)", "code": "\(error.code)",
            ]
        )
    }

    /// One request on its way through its attempts.
    struct Send {
        let operation: String
        let isMutation: Bool
        let estimate: Int
        let body: Data
        let timeout: Duration
        let priority: CostBucket.Priority
        let partialData: AdminExecution.PartialData
        var token: AdminToken?
        var attempt = 0
        var throttles = 0
    }
}
