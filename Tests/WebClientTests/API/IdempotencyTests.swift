import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

struct IdempotencyTests {
    private static let path = "/api/v1/job-queue/entries?force=true"
    private static func key(_ text: String) -> HTTPFields { [.idempotencyKey: text] }

    @Test(arguments: TestDatabases.all)
    func aRepeatedWriteIsAnsweredNotDone(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.test { call in
                let body = #"{"task": "idle"}"#
                let first = try await call(.post, Self.path, token: office.operator, headers: Self.key("a"), body: body)
                let second = try await call(.post, Self.path, token: office.operator, headers: Self.key("a"), body: body)
                #expect(first.status == .created)
                #expect(second.status == .created)
                #expect(first.text == second.text)
                #expect(first.headers[.idempotencyReplayed] == nil)
                #expect(second.headers[.idempotencyReplayed] == "true")
            }
            try await #expect(office.services.queue.entries().count == 1)
        }
    }

    @Test func aRefusalIsRememberedToo() async throws {
        try await Office.open { office in
            try await office.test { call in
                let first = try await call(.post, Self.path, token: office.operator, headers: Self.key("a"), body: #"{"task": "nothing"}"#)
                let second = try await call(.post, Self.path, token: office.operator, headers: Self.key("a"), body: #"{"task": "nothing"}"#)
                #expect(first.status == .unprocessableContent)
                #expect(second.status == .unprocessableContent)
                #expect(second.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            }
        }
    }

    @Test func aKeyBelongsToOneRequestAndOneCaller() async throws {
        try await Office.open { office in
            try await office.test { call in
                _ = try await call(.post, Self.path, token: office.operator, headers: Self.key("a"), body: #"{"task": "idle"}"#)
                let other = try await call(
                    .post,
                    Self.path,
                    token: office.operator,
                    headers: Self.key("a"),
                    body: #"{"task": "idle", "hold": true}"#
                )
                #expect(other.status == .unprocessableContent)
                #expect(try other.json["code"] == "idempotency_key_reused")
                let somebody = try await call(
                    .post,
                    Self.path,
                    token: office.administrator,
                    headers: Self.key("a"),
                    body: #"{"task": "idle"}"#
                )
                #expect(somebody.status == .created)
                #expect(somebody.headers[.idempotencyReplayed] == nil)
            }
            try await #expect(office.services.queue.entries().count == 2)
        }
    }

    @Test func manyAtOnceDoItOnce() async throws {
        try await Office.open { office in
            try await office.test { call in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await call(.post, Self.path, token: office.operator, headers: Self.key("same"), body: #"{"task": "idle"}"#)
                                .status.code
                        }
                    }
                    for try await status in group { #expect([201, 409].contains(status)) }
                }
            }
            try await #expect(office.services.queue.entries().count == 1)
        }
    }

    @Test(arguments: ["", String(repeating: "k", count: 256)])
    func aKeyHasALength(_ key: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, Self.path, token: office.operator, headers: Self.key(key), body: #"{"task": "idle"}"#)
                #expect(response.status == .badRequest)
            }
        }
    }
}
