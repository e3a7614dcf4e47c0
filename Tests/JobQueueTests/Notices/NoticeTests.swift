import Crypto
import Foundation
import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

@Suite struct NoticeTests {
    struct Broken: Error {}

    /// Fails as often as it is told to.
    struct Sender: WebhookSender {
        let failures: Int
        let sent = Recorder<(WebhookDelivery, String)>()

        func send(_ delivery: WebhookDelivery, signature: String) async throws {
            sent.append((delivery, signature))
            if sent.values.count <= failures { throw Broken() }
        }
    }

    @Test(arguments: TestDatabases.all)
    func failuresAndSuccessesAreTold(_ kind: TestDatabase) async throws {
        let task = ScriptedTask { parameters, _ in
            if parameters.key == "bad" { throw PermanentFailure(Broken()) }
            return .done("All well.")
        }
        try await Workshop.open(kind, tasks: [task]) { shop in
            let notify = Notify(onFailure: ["anna"], onSuccess: ["bert"])
            let bad = try await shop.queue.enqueue(NewEntry(task: "work", shop: "DEMO", parameters: ["key": "bad"], notify: notify))
            let good = try await shop.queue.enqueue(NewEntry(task: "work", parameters: ["key": "good"], notify: notify))
            try await shop.node().drain()
            let failures = try await shop.queue.notices(for: "anna")
            #expect(failures.map(\.entry) == [bad.id] && failures[0].kind == .failure && failures[0].title == "Work · DEMO")
            #expect(failures[0].message == "Broken()")
            let successes = try await shop.queue.notices(for: "bert")
            #expect(successes.map(\.entry) == [good.id] && successes[0].message == "All well.")
            try await shop.queue.seeNotice(failures[0].id)
            #expect(try await shop.queue.notices(for: "anna").isEmpty)
            #expect(try await shop.queue.notices(for: "anna", includesSeen: true).count == 1)
            await expectError(.notFound) { try await shop.queue.seeNotice("nothing") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func aWebhookIsSignedAndRepeatedUntilItArrives(_ kind: TestDatabase) async throws {
        let sender = Sender(failures: 2)
        try await Workshop.open(kind) { shop in
            let entry = try await shop.queue.enqueue(
                NewEntry(task: "work", shop: "DEMO", notify: Notify(onSuccess: ["https://example.com/hook"]))
            )
            try await shop.node().drain()
            var configuration = shop.configuration()
            configuration.webhooks = WebhookSettings(sender: sender, key: Array("secret".utf8))
            let core = WorkerCore(queue: shop.queue, settings: configuration)
            // Pauses of 30 and 60 s; nothing is sent before they are over, nor after it arrived.
            for (pause, expected) in [(29, 1), (2, 1), (59, 2), (2, 2), (100_000, 3), (0, 3)] {
                try await core.deliverWebhooks()
                #expect(sender.sent.values.count == expected)
                shop.clock.advance(by: .seconds(pause))
            }
            let (delivery, signature) = sender.sent.values[0]
            #expect(Set(sender.sent.values.map(\.0.id)).count == 1 && sender.sent.values.map(\.0.attempt) == [1, 2, 3])
            #expect(
                delivery.url == "https://example.com/hook" && delivery.body.contains(entry.id) && delivery.body.contains("entry.success")
            )
            let parts = signature.split(separator: ",").map { $0.split(separator: "=")[1] }
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(parts[0]).\(delivery.body)".utf8),
                using: SymmetricKey(data: Data("secret".utf8))
            )
            #expect(code.map { String(format: "%02x", $0) }.joined() == parts[1])
        }
    }

    @Test func aDeliveryIsGivenUpAfterTwelveAttempts() async throws {
        let sender = Sender(failures: .max)
        try await Workshop.open(.sqliteInMemory) { shop in
            try await shop.queue.enqueue(NewEntry(task: "work", notify: Notify(onSuccess: ["https://example.com/hook"])))
            try await shop.node().drain()
            var configuration = shop.configuration()
            configuration.webhooks = WebhookSettings(sender: sender, key: [1])
            let core = WorkerCore(queue: shop.queue, settings: configuration)
            for _ in 0..<20 {
                try await core.deliverWebhooks()
                shop.clock.advance(by: .seconds(7 * 3600))
            }
            #expect(sender.sent.values.count == 12)
        }
    }
}
