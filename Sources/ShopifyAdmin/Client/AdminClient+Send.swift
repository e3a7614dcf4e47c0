import Foundation
import Metrics

extension AdminClient {
    /// One attempt: reserve, send, read, settle, tell the observer.
    func attempt(_ send: inout Send) async throws -> AdminAnswer {
        let token: AdminToken
        if let renewed = send.token, send.attempt > 1 {
            token = renewed
        } else {
            token = try await credentials.token()
        }
        send.token = token
        let expected = await bucket.expectedCost(of: send.operation, estimate: send.estimate)
        let reservation = try await points(expected, send.priority)
        let start = time.now()
        let outcome = await exchange(send, token)
        let seconds = (time.now() - start).inSeconds
        await settle(reservation, outcome, send)
        if outcome.error?.code == .throttled { send.throttles += 1 }
        observe(outcome, send, expected: expected, seconds: seconds)
        if let cancellation = outcome.cancellation { throw cancellation }
        if let error = outcome.error { throw error }
        guard let answer = outcome.answer else { preconditionFailure("an attempt ends with an answer or an error") }
        return answer
    }

    /// What came of one attempt.
    struct Outcome {
        var answer: AdminAnswer?
        var error: AdminError?
        var cancellation: CancellationError?
        var cost: AdminCost?
        var status: Int?
        var requestID: String?
        var body: Data?
    }

    private func exchange(_ send: Send, _ token: AdminToken) async -> Outcome {
        var headers = [
            ("Content-Type", "application/json"), ("Accept", "application/json"), ("X-Shopify-Access-Token", token.value),
            ("User-Agent", configuration.userAgent),
        ]
        if configuration.debugsCost { headers.append(("Shopify-GraphQL-Cost-Debug", "1")) }
        let request = AdminHTTPRequest(
            url: endpoint.graphQL,
            headers: headers.map { (name: $0.0, value: $0.1) },
            body: send.body,
            timeout: send.timeout,
            bodyLimit: configuration.bodyLimit
        )
        var outcome = Outcome()
        do {
            let response = try await transport.send(request)
            read(response, send, into: &outcome)
        } catch let failure as AdminTransportFailure {
            outcome.error = .transport(failure, isMutation: send.isMutation, bodyLimit: configuration.bodyLimit)
        } catch let cancellation as CancellationError {
            outcome.cancellation = cancellation
        } catch {
            outcome.error = .transport(AdminTransportFailure(.connectionLost, cause: error), isMutation: send.isMutation)
        }
        outcome.error?.shop = endpoint.shop
        outcome.error?.operation = send.operation
        return outcome
    }

    private func read(_ response: AdminHTTPResponse, _ send: Send, into outcome: inout Outcome) {
        outcome.status = response.status
        outcome.body = response.body
        outcome.requestID = response.header("X-Request-Id")
        let parsed = Result { try GraphQLBody(response.body) }
        outcome.cost = (try? parsed.get())?.cost
        var error: AdminError?
        if response.status != 200 {
            error = .status(response.status, words: WireError.words(in: response.body), isMutation: send.isMutation)
        } else {
            switch parsed {
            case .failure(let cause):
                error = AdminError(
                    .malformedBody,
                    "Shopify's answer cannot be read: it is cut off or no JSON.",
                    maybeApplied: send.isMutation,
                    cause: cause
                )
            case .success(let body):
                if let data = body.data, body.errors.isEmpty || send.partialData == .accepted {
                    outcome.answer = AdminAnswer(
                        data: data,
                        errors: body.errors,
                        cost: body.cost,
                        requestID: outcome.requestID,
                        apiVersion: response.header("X-Shopify-API-Version")
                    )
                } else {
                    error = .graphQL(body.errors, isMutation: send.isMutation)
                }
            }
        }
        error?.retryAfter = response.retryAfter
        error?.status = response.status
        if let requestID = outcome.requestID { error?.requestID = requestID }
        outcome.error = error
    }

    private func settle(_ reservation: CostBucket.Reservation, _ outcome: Outcome, _ send: Send) async {
        switch outcome.error?.code {
        case .throttled?: await bucket.throttled(reservation, status: outcome.cost?.throttleStatus)
        case .notConnected?, .unauthorized?: await bucket.giveBack(reservation)
        default: await bucket.settle(reservation, cost: outcome.cost)
        }
        if let cost = outcome.cost { await bucket.learn(cost.requestedQueryCost, for: send.operation, estimate: send.estimate) }
    }

    private func observe(_ outcome: Outcome, _ send: Send, expected: Int, seconds: Double) {
        let result = outcome.cancellation != nil ? "cancelled" : outcome.error?.code.rawValue ?? "ok"
        Counter(label: "backroom_shopify_requests_total", dimensions: [("operation", send.operation), ("result", result)]).increment()
        if let points = outcome.cost?.actualQueryCost {
            Counter(label: "backroom_shopify_points_total", dimensions: [("operation", send.operation)]).increment(by: points)
        }
        guard let observer, outcome.cancellation == nil else { return }
        observer.observe(
            AdminRequestAttempt(
                shop: endpoint.shop,
                operation: send.operation,
                isMutation: send.isMutation,
                attempt: send.attempt,
                status: outcome.status,
                requestedCost: outcome.cost?.requestedQueryCost ?? expected,
                actualCost: outcome.cost?.actualQueryCost,
                throttle: outcome.cost?.throttleStatus,
                seconds: seconds,
                requestID: outcome.requestID,
                error: outcome.error,
                requestBody: send.body,
                responseBody: outcome.body
            )
        )
    }
}
