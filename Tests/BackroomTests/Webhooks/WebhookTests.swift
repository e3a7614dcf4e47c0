import AsyncHTTPClient
import Foundation
import HTTPTypes
import JobQueueTesting
import ShopifyAdmin
import Storage
import StorageTesting
import Testing

@testable import JobQueue
@testable import backroom

/// Outgoing webhooks against a real HTTP server: signed, repeated, given up in everybody's sight.
@Suite(.timeLimit(.minutes(1))) struct WebhookTests {
    private struct Quick: JobTask {
        var description: TaskDescription { TaskDescription(name: "quick", number: 1, title: "Quick") }
        func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult { .done("All well.") }
    }

    private struct Failing: JobTask {
        struct Trouble: Error {}
        var description: TaskDescription { TaskDescription(name: "failing", number: 2, title: "Failing") }
        func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult { throw PermanentFailure(Trouble()) }
    }

    private let secret = "a secret of both"

    /// A queue whose clock the test moves, and a worker's core that delivers over HTTP when it is told to.
    private func deliver(
        _ task: String,
        to notify: Notify,
        timeout: Duration = .seconds(30),
        _ body: (TestQueue, WorkerCore, Entry) async throws -> Void
    ) async throws {
        let client = HTTPClient(configuration: HTTPClientTransport.configuration)
        do {
            try await TestQueue.use([Quick(), Failing()]) { test in
                let entry = try await test.queue.enqueue(NewEntry(task: task, notify: notify))
                try await test.drain()
                var configuration = WorkerConfiguration(name: "test")
                configuration.clock = test.clock
                configuration.webhooks = WebhookSettings(
                    sender: HTTPWebhookSender(client: client, timeout: timeout),
                    key: Array(secret.utf8)
                )
                try await body(test, WorkerCore(queue: test.queue, settings: configuration), entry)
            }
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    @Test func aDeliveryIsSignedAndRepeatedAfter500() async throws {
        try await WebhookReceiver.use([.internalServerError, .ok]) { receiver, address in
            var arrivals = receiver.arrivals.makeAsyncIterator()
            try await deliver("quick", to: Notify(onSuccess: [address + "/hook"])) { test, core, entry in
                try await core.deliverWebhooks()
                let first = try #require(await arrivals.next())
                #expect(first.isSigned(with: secret, at: test.clock.date))
                #expect(!first.isSigned(with: "another secret", at: test.clock.date))
                #expect(!first.isSigned(with: secret, at: test.clock.date.addingTimeInterval(301)))
                #expect(first.json["entry"] as? String == entry.id)
                #expect(first.json["event"] as? String == "entry.success")
                #expect(first.json["message"] as? String == "All well.")
                #expect(first.contentType.hasPrefix("application/json"))
                let waiting = try #require(try await test.queue.webhooks().first)
                #expect(waiting.status == .pending && waiting.attempts == 1 && waiting.error?.contains("500") == true)
                #expect(waiting.nextTry == test.clock.date.addingTimeInterval(30))

                test.clock.advance(by: .seconds(29))
                try await #expect(core.deliverWebhooks() == false)
                test.clock.advance(by: .seconds(2))
                try await #expect(core.deliverWebhooks())
                let second = try #require(await arrivals.next())
                #expect(second.id == first.id && second.id == waiting.id)
                #expect((first.attempt, second.attempt) == ("1", "2"))
                #expect(second.body == first.body && second.signature != first.signature)
                #expect(second.isSigned(with: secret, at: test.clock.date))
                let done = try #require(try await test.queue.webhooks().first)
                #expect(done.status == .delivered && done.attempts == 2 && done.error == nil && done.nextTry == nil)
                test.clock.advance(by: .seconds(86_400))
                try await #expect(core.deliverWebhooks() == false)
            }
        }
    }

    @Test func aFailureIsToldAndAReceiverThatNeverTakesItIsGivenUpVisibly() async throws {
        try await WebhookReceiver.use([.serviceUnavailable]) { receiver, address in
            var arrivals = receiver.arrivals.makeAsyncIterator()
            try await deliver("failing", to: Notify(onFailure: ["anna", address + "/hook"])) { test, core, entry in
                for attempt in 1...12 {
                    try await #expect(core.deliverWebhooks(), "attempt \(attempt)")
                    let arrival = try #require(await arrivals.next())
                    #expect(arrival.attempt == "\(attempt)" && arrival.json["event"] as? String == "entry.failure")
                    test.clock.advance(by: .seconds(21_600))
                }
                try await #expect(core.deliverWebhooks() == false)
                let givenUp = try await test.queue.webhooks(WebhookFilter(statuses: [.failed]))
                #expect(givenUp.map(\.entry) == [entry.id] && givenUp[0].attempts == 12)
                #expect(givenUp[0].error == "The receiver answered 503 Service Unavailable.")
                #expect(try await test.queue.notices(for: "anna").map(\.entry) == [entry.id])

                try await test.queue.retryWebhook(givenUp[0].id)
                try await #expect(core.deliverWebhooks())
                #expect(await arrivals.next()?.attempt == "1")
                await #expect(throws: JobQueueError.self) { try await test.queue.retryWebhook(givenUp[0].id) }
                await #expect(throws: JobQueueError.self) { try await test.queue.retryWebhook("nothing") }
            }
        }
    }

    @Test func whoIsNotThereOrNeverAnswersOrSendsElsewhereIsAFailure() async throws {
        let port = try FreePort.find()
        try await deliver("quick", to: Notify(onSuccess: ["http://127.0.0.1:\(port)/hook"])) { test, core, _ in
            try await core.deliverWebhooks()
            #expect(try await test.queue.webhooks().first?.error?.contains("could not be reached") == true)
        }
        try await WebhookReceiver.use(isSilent: true) { _, address in
            try await deliver("quick", to: Notify(onSuccess: [address + "/hook"]), timeout: .milliseconds(200)) { test, core, _ in
                try await core.deliverWebhooks()
                let webhook = try #require(try await test.queue.webhooks().first)
                #expect(webhook.status == .pending && webhook.attempts == 1 && webhook.error != nil)
            }
        }
        try await WebhookReceiver.use { _, address in
            try await deliver("quick", to: Notify(onSuccess: [address + "/elsewhere"])) { test, core, _ in
                try await core.deliverWebhooks()
                #expect(try await test.queue.webhooks().first?.error?.contains("307") == true)
            }
        }
    }

    @Test(arguments: ["http://", "ftp://example.com/x", "", "https:///x", "two\nlines"])
    func whoCannotBeToldIsRefused(_ recipient: String) async throws {
        try await TestQueue.use([Quick()]) { test in
            let error = await #expect(throws: JobQueueError.self) {
                try await test.queue.enqueue(NewEntry(task: "quick", notify: Notify(onFailure: [recipient])))
            }
            #expect(error?.code == .invalid && error?.field == "notify.onFailure")
        }
    }

    /// The program itself: what `worker` delivers is signed with what `webhooks secret` prints, and the list tells of it.
    @Test(arguments: [nil, "configured by the operator"])
    func theWorkerDelivers(_ configured: String?) async throws {
        try await WebhookReceiver.use { receiver, address in
            try await Program.use { program in
                let environment = configured.map { ["BACKROOM_WEBHOOK_SECRET": $0] } ?? [:]
                let secret = try await program.run("webhooks", "secret", environment: environment).output
                    .trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(secret == configured || (configured == nil && secret.hasPrefix("whsec_") && secret.count == 70))
                _ = try await program.run("shop", "add", "DEMO", "--url", "https://demo.myshopify.com", "--token", "t")
                let added = try await program.run(
                    "jobs",
                    "add",
                    "process-orders",
                    "--shop",
                    "DEMO",
                    "--notify-success",
                    address + "/hook",
                    "--notify-success",
                    "anna",
                    "--notify-failure",
                    "anna",
                    "--json"
                )
                #expect(added.status == 0, "\(added.errors)")
                let entry = try #require((added.json as? [String: Any])?["id"] as? String)
                let worker = try program.start("worker", environment: environment)
                var arrivals = receiver.arrivals.makeAsyncIterator()
                let arrival = try #require(await arrivals.next())
                #expect(arrival.isSigned(with: secret, at: .now) && arrival.json["entry"] as? String == entry)
                // The answer is on its way back: the worker notes it in a moment.
                var webhook: [String: Any] = [:]
                for _ in 0..<50 where webhook["status"] as? String != "delivered" {
                    webhook = try #require((try await program.run("webhooks", "list", "--json").json as? [[String: Any]])?.first)
                }
                #expect(webhook["status"] as? String == "delivered" && webhook["entry"] as? String == entry, "\(webhook)")
                try await #expect(worker.stop() == 0)
                let notices = try await program.run("notices", "list", "--for", "anna", "--json")
                let notice = try #require((notices.json as? [[String: Any]])?.first)
                #expect(notice["entry"] as? String == entry && notice["kind"] as? String == "success")
                try await #expect(program.run("notices", "see", notice["id"] as? String ?? "").status == 0)
                let after = try await program.run("notices", "list", "--for", "anna", "--json")
                #expect((after.json as? [Any])?.isEmpty == true)
            }
        }
    }
}
