import Foundation
import ShopifyAdmin
import Synchronization

/// A transport that answers from a script, and remembers what it was sent.
final class ScriptedTransport: AdminTransport {
    typealias Answer = @Sendable (AdminHTTPRequest) async throws -> AdminHTTPResponse

    private struct State {
        var script: [Answer]
        var requests: [AdminHTTPRequest] = []
    }

    private let state: Mutex<State>
    private let last: Answer?

    /// - Parameter always: answers when the script has ended.
    init(_ script: [Answer], always: Answer? = nil) {
        state = Mutex(State(script: script))
        last = always
    }

    var requests: [AdminHTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: AdminHTTPRequest) async throws -> AdminHTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.script.isEmpty ? nil : state.script.removeFirst()
        }
        guard let answer = answer ?? last else { throw AdminTransportFailure(.notConnected) }
        return try await answer(request)
    }
}

extension AdminHTTPRequest {
    /// A variable of the GraphQL request.
    func variable<Value>(_ name: String, as _: Value.Type = Value.self) -> Value? {
        let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        return (object?["variables"] as? [String: Any])?[name] as? Value
    }
}

enum Answers {
    static func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> ScriptedTransport.Answer {
        { _ in AdminHTTPResponse(status: status, headers: [("X-Request-Id", "req-1")] + headers, body: Data(text.utf8)) }
    }

    static func data(_ data: String, requested: Int = 10, actual: Int = 5, available: Double = 1900) -> ScriptedTransport.Answer {
        json(#"{"data":\#(data),"extensions":\#(cost(requested, "\(actual)", available))}"#)
    }

    static func throttled(requested: Int = 10, available: Double = 0) -> ScriptedTransport.Answer {
        json(
            #"{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED","documentation":"https://shopify.dev/api/usage/rate-limits"}}],"#
                + #""extensions":\#(cost(requested, "null", available))}"#
        )
    }

    static func error(_ code: String, _ message: String = "words", path: String = "null", data: String? = nil) -> ScriptedTransport.Answer {
        let error = #"{"message":"\#(message)","path":\#(path),"extensions":{"code":"\#(code)"}}"#
        return json(#"{"errors":[\#(error)]\#(data.map { #","data":\#($0)"# } ?? "")}"#)
    }

    static func failure(_ kind: AdminTransportFailure.Kind) -> ScriptedTransport.Answer {
        { _ in throw AdminTransportFailure(kind) }
    }

    private static func cost(_ requested: Int, _ actual: String, _ available: Double) -> String {
        #"{"cost":{"requestedQueryCost":\#(requested),"actualQueryCost":\#(actual),"#
            + #""throttleStatus":{"maximumAvailable":2000.0,"currentlyAvailable":\#(available),"restoreRate":100.0}}}"#
    }
}
