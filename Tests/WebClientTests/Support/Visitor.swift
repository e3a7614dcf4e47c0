import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import NIOCore
import Storage
import StorageTesting
import Synchronization
import Testing

@testable import WebClient

/// A browser that keeps its cookies, for the tests of pages.
final class Visitor: Sendable {
    private let client: any TestClientProtocol
    private let cookies = Mutex<[String: String]>([:])

    init(_ client: any TestClientProtocol) {
        self.client = client
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(path, .get, nil, headers)
    }

    /// Posts a form with the token of the last page unless another one is given.
    func post(_ path: String, _ fields: [(String, String)] = [], csrf: String? = nil, headers: HTTPFields = [:]) async throws
        -> TestResponse
    {
        var all = fields
        if let csrf { all.append(("csrf", csrf)) }
        let body = all.map { "\(PageQuery.escape($0.0))=\(PageQuery.escape($0.1))" }.joined(separator: "&")
        return try await send(path, .post, body, headers)
    }

    /// The CSRF token of a page.
    func token(of path: String = "/shops") async throws -> String {
        let text = try await get(path).text
        return try #require(text.firstMatch(of: /<meta name="csrf" content="([^"]+)">/).map { String($0.output.1) })
    }

    func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }
    func set(_ name: String, _ value: String) { cookies.withLock { $0[name] = value } }

    private func send(_ path: String, _ method: HTTPRequest.Method, _ body: String?, _ extra: HTTPFields) async throws -> TestResponse {
        var headers = extra
        let all = cookies.withLock { $0 }
        if !all.isEmpty { headers[.cookie] = all.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await client.execute(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for line in response.headers[values: .setCookie] {
            guard let pair = line.split(separator: ";").first?.split(separator: "=", maxSplits: 1), let name = pair.first else { continue }
            let isEnd = line.contains("Max-Age=0")
            cookies.withLock { $0[String(name)] = isEnd || pair.count < 2 ? nil : String(pair[1]) }
        }
        return response
    }
}

extension Office {
    /// Somebody who is signed in with this role.
    func visit(as role: Role, _ body: @Sendable (Visitor) async throws -> Void) async throws {
        let name = "user-\(role.rawValue)"
        try await Users(database: services.database).add(name, role: role, password: nil)
        let link = try await OneTimeLinks(database: services.database).make(user: name)
        let application = Application(router: server.router())
        try await application.test(.router) { client in
            let visitor = Visitor(client)
            let code = String(link.split(separator: "=")[1])
            try await #expect(visitor.post("/welcome", [("code", code)]).status == .seeOther)
            try await body(visitor)
        }
    }

    /// Somebody who is not signed in.
    func stranger(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        try await Application(router: server.router()).test(.router) { client in
            try await body(Visitor(client))
        }
    }
}
