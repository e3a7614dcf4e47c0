import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// Answers a repeated write with the first answer instead of doing it again.
///
/// A key is bound to its caller and to one request (method, path, body). The row is written before the work: a second call that
/// arrives meanwhile is told to wait. After a crash in between the key stays "in progress" for `abandonedAfter`, then it may be used again.
/// Keys are kept for a day.
struct Idempotency: Sendable {
    let database: Database
    private static let keptFor: TimeInterval = 86_400
    private static let abandonedAfter: TimeInterval = 300

    private enum Found {
        case mine
        case answered(Int, String)
        case inProgress
        case different
    }

    func once(
        key: String,
        principal: String,
        request: Request,
        body: String,
        _ work: @Sendable () async throws -> Response
    ) async throws -> Response {
        guard (1...255).contains(key.utf8.count) else {
            throw Problem.badRequest("invalid_idempotency_key", "Idempotency-Key must have 1 to 255 characters.")
        }
        let hash = SHA256.hash(data: Data("\(request.method) \(request.uri.path)\n\(body)".utf8)).description
        switch try await claim(key, principal, hash) {
        case .mine: break
        case .answered(let status, let body): return Self.replay(status, body)
        case .inProgress:
            throw Problem(
                .conflict,
                code: "idempotency_in_progress",
                "The first request with this Idempotency-Key is still being done.",
                retryAfter: 1
            )
        case .different:
            throw Problem(
                .unprocessableContent,
                code: "idempotency_key_reused",
                "This Idempotency-Key was used for another request; every request needs its own."
            )
        }
        do {
            let response = try await work()
            return try await remember(response, key, principal)
        } catch {
            _ = try? await database.write {
                try $0.execute("DELETE FROM web_idempotency WHERE principal = \(principal) AND idempotency_key = \(key)")
            }
            throw error
        }
    }

    private func claim(_ key: String, _ principal: String, _ hash: String) async throws -> Found {
        try await database.write { transaction in
            let now = try transaction.now()
            let old = now.addingTimeInterval(-Self.keptFor)
            let abandoned = now.addingTimeInterval(-Self.abandonedAfter)
            try transaction.execute(
                "DELETE FROM web_idempotency WHERE created_at < \(old) OR (status IS NULL AND created_at < \(abandoned))"
            )
            let inserted = try transaction.execute(
                """
                INSERT INTO web_idempotency (principal, idempotency_key, request_hash, created_at) VALUES (\(principal), \(key), \(hash), \(now))
                ON CONFLICT (principal, idempotency_key) DO NOTHING
                """
            )
            if inserted == 1 { return .mine }
            let row = try transaction.first(
                "SELECT request_hash, status, body FROM web_idempotency WHERE principal = \(principal) AND idempotency_key = \(key)"
            )
            guard let row else { return .inProgress }
            guard try row.get("request_hash", as: String.self) == hash else { return .different }
            guard let status = try row.get("status", as: Int?.self) else { return .inProgress }
            return .answered(status, try row.get("body", as: String?.self) ?? "")
        }
    }

    private func remember(_ response: Response, _ key: String, _ principal: String) async throws -> Response {
        // A failure of ours is not an answer to keep: trying again is exactly what the key is for.
        guard response.status.code < 500 else {
            _ = try await database.write {
                try $0.execute("DELETE FROM web_idempotency WHERE principal = \(principal) AND idempotency_key = \(key)")
            }
            return response
        }
        let collector = BodyCollector()
        try await response.body.write(collector)
        let text = collector.text
        let status = response.status.code
        _ = try await database.write { transaction in
            try transaction.execute(
                "UPDATE web_idempotency SET status = \(status), body = \(text) WHERE principal = \(principal) AND idempotency_key = \(key)"
            )
        }
        var response = response
        response.body = .init(byteBuffer: ByteBuffer(string: text))
        return response
    }

    private static func replay(_ status: Int, _ body: String) -> Response {
        let type = status >= 400 ? "application/problem+json; charset=utf-8" : "application/json; charset=utf-8"
        var headers: HTTPFields = [.idempotencyReplayed: "true", .cacheControl: "no-store"]
        if !body.isEmpty { headers[.contentType] = type }
        return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name.known("Idempotency-Key")
    static let idempotencyReplayed = HTTPField.Name.known("Idempotency-Replayed")
    static let csrfToken = HTTPField.Name.known("X-CSRF-Token")
}
