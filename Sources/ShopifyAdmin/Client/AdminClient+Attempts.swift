import Foundation
import Logging

extension AdminClient {
    /// Sends an operation until there is a usable answer, or no more sense in sending it.
    func answer<Operation: AdminOperation>(to operation: Operation, _ execution: AdminExecution) async throws -> AdminAnswer {
        if Operation.isMutation && !configuration.allowsMutations {
            throw named(
                AdminError(
                    .mutationsNotAllowed,
                    "The shop does not allow data to be sent to Shopify.",
                    mend: "Turn on “Allow data sync to Shopify” on the shop card."
                ),
                Operation.name
            )
        }
        let body = try AdminJSON.encode(AdminRequestBody(operation: operation))
        let policy = execution.retry ?? configuration.retry
        var send = Send(
            operation: Operation.name,
            isMutation: Operation.isMutation,
            estimate: operation.requestedCost,
            body: body,
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
                    let throttledFor = time.now() - start
                    // The bucket knows when to go on; this delay is for a limit that the bucket does not know.
                    let delay = error.retryAfter ?? policy.delay(after: min(send.throttles, 3), random: time.random())
                    guard throttledFor + delay <= policy.throttledFor else { throw error }
                    try await time.sleep(delay)
                default:
                    failures += 1
                    let mayRepeat = error.isTransient && (Operation.isRepeatable || !Operation.isMutation || error.wasNotExecuted)
                    guard mayRepeat, failures < policy.attempts else { throw error }
                    let delay = error.retryAfter ?? policy.delay(after: failures, random: time.random())
                    guard delay <= policy.throttledFor else { throw error }
                    logger.debug(
                        "Request is sent again",
                        metadata: [
                            "shop": "\(endpoint.shop)", "operation": "\(Operation.name)", "attempt": "\(send.attempt)",
                            "code": "\(error.code)",
                        ]
                    )
                    try await time.sleep(delay)
                }
            }
        }
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
