import Foundation
import ShopifyAdmin
import Testing

@Suite struct BulkTests {
    private static func operation(_ status: String, url: String? = nil, partial: String? = nil, code: String? = nil) -> String {
        func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
        return #"{"id":"gid://shopify/BulkOperation/1","status":"\#(status)","type":"QUERY","errorCode":\#(text(code)),"#
            + #""createdAt":"2026-07-19T12:41:45Z","completedAt":null,"objectCount":"4","rootObjectCount":"2","fileSize":null,"#
            + #""url":\#(text(url)),"partialDataUrl":\#(text(partial))}"#
    }

    private static func started(_ operation: String?, errors: String = "[]") -> ScriptedTransport.Answer {
        Answers.data(#"{"bulkOperationRunQuery":{"bulkOperation":\#(operation ?? "null"),"userErrors":\#(errors)}}"#)
    }

    private static func polled(_ operation: String) -> ScriptedTransport.Answer {
        Answers.data(#"{"bulkOperation":\#(operation)}"#, requested: 1)
    }

    @Test func theFilterStandsInTheDocument() {
        let query = Admin.OrdersBulk(query: #"updated_at:>='2026-01-01T00:00:00Z' AND tag:"a\b""#)
        #expect(
            query.document.hasPrefix(#"query OrdersBulk{orders(query:"updated_at:>='2026-01-01T00:00:00Z' AND tag:\"a\\b\""){edges{node{"#)
        )
        #expect(!query.document.contains("$"))
        #expect(Admin.OrdersBulk().document.contains("orders(query:null)"))
    }

    @Test func bulkQueriesKeepShopifysRules() {
        for document in [
            Admin.OrdersBulk().document, Admin.ShippingBulk().document, Admin.ProductsBulk().document, Admin.InventoryBulk().document,
        ] {
            let connections = document.components(separatedBy: "{edges{node{").count - 1
            #expect((1...5).contains(connections), "one to five connections: \(document.prefix(40))")
            #expect(!document.contains("nodes{"), "only edges and node")
            #expect(!document.contains("first:"))
        }
    }

    @Test func anOperationIsStartedFollowedAndRead() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport([
            Self.started(Self.operation("CREATED")), Self.polled(Self.operation("RUNNING")), Self.polled(Self.operation("RUNNING")),
            Self.polled(Self.operation("COMPLETED", url: "https://files.example/1.jsonl")),
            Answers.json("{\"id\":\"a\"}\n{\"id\":\"b\",\"__parentId\":\"a\"}\n{\"id\":\"c\"}"),
        ])
        let client = AdminClient.scripted(transport, time: clock)
        let operation = try await client.startBulk(Admin.OrdersBulk())
        var seen: [Admin.BulkOperationStatus] = []
        let result = try await client.finishedBulk(operation.id) { seen.append($0.status) }
        #expect(seen == [.running, .running, .completed])
        var records: [BulkRecord] = []
        try await client.bulkRecords(result) { records += $0 }
        #expect(records.map { $0.root["id"]?.description } == ["\"a\"", "\"c\""])
        #expect(records[0].children.map { $0["id"]?.description } == ["\"b\""])
        #expect(clock.slept.count == 3)
    }

    @Test func aReadingGoesOnWhereItEnded() async throws {
        let text = "{\"id\":\"a\"}\n{\"id\":\"b\",\"__parentId\":\"a\"}\n{\"id\":\"c\"}\n{\"id\":\"d\"}\n"
        let completed = Self.polled(Self.operation("COMPLETED", url: "https://files.example/1.jsonl"))
        let transport = ScriptedTransport([completed, Answers.json(text), Answers.json(text)])
        let client = AdminClient.scripted(transport)
        let result = try await client.finishedBulk("1")
        var ends: [Int] = []
        try await client.bulkRecords(result) { ends += $0.map(\.end) }
        #expect(ends == [39, 50, 61])
        #expect(ends.last == text.utf8.count)
        var rest: [String] = []
        try await client.bulkRecords(result, from: 39) { rest += $0.map { $0.root["id"]?.description ?? "" } }
        #expect(rest == ["\"c\"", "\"d\""])
        #expect(transport.requests.last?.headers.map(\.value) == ["bytes=39-"])
    }

    @Test func severalOperationsAreFollowedByOneRequest() async throws {
        let clock = ManualTime()
        func nodes(_ operations: String...) -> ScriptedTransport.Answer {
            Answers.data(#"{"nodes":[\#(operations.joined(separator: ","))]}"#, requested: 1)
        }
        let other = { (status: String) in Self.operation(status).replacingOccurrences(of: "BulkOperation/1", with: "BulkOperation/2") }
        let transport = ScriptedTransport([
            nodes(Self.operation("RUNNING"), other("COMPLETED")), nodes(Self.operation("COMPLETED", url: "https://f"), other("COMPLETED")),
        ])
        let client = AdminClient.scripted(transport, time: clock)
        let ids = ["gid://shopify/BulkOperation/1", "gid://shopify/BulkOperation/2"]
        let found = try await client.endedBulks(ids)
        #expect(found.count == 2)
        #expect(found[ids[0]]?.url == "https://f")
        #expect(clock.slept == [.seconds(3), .seconds(5.4)])
    }

    @Test func pollsBecomeRarer() async throws {
        let clock = ManualTime()
        let transport = ScriptedTransport(
            Array(repeating: Self.polled(Self.operation("RUNNING")), count: 11),
            always: Self.polled(Self.operation("COMPLETED"))
        )
        _ = try await AdminClient.scripted(transport, time: clock).finishedBulk("1")
        #expect(clock.slept == clock.slept.sorted())
        #expect(clock.now > .seconds(90), "a dozen requests cover a minute and a half")
        #expect(clock.slept.allSatisfy { $0 <= .seconds(60) })
    }

    @Test func whileTheLimitIsReachedItIsTriedAgain() async throws {
        let clock = ManualTime()
        let busy = Self.started(nil, errors: #"[{"field":null,"message":"already in progress","code":"OPERATION_IN_PROGRESS"}]"#)
        let transport = ScriptedTransport([busy, busy, Self.started(Self.operation("CREATED"))])
        _ = try await AdminClient.scripted(transport, time: clock).startBulk(Admin.OrdersBulk())
        #expect(transport.requests.count == 3)

        let client = AdminClient.scripted(ScriptedTransport([], always: busy), time: clock)
        let error = await adminError { try await client.startBulk(Admin.OrdersBulk(), patience: .seconds(30)) }
        #expect(error?.code == .bulkLimitReached)
        #expect(error?.isTransient == true)
    }

    @Test func aQueryThatShopifyRefusesIsNotTriedAgain() async throws {
        let transport = ScriptedTransport([
            Self.started(nil, errors: #"[{"field":["query"],"message":"Invalid bulk query","code":"INVALID"}]"#)
        ])
        let client = AdminClient.scripted(transport)
        let error = await adminError { try await client.startBulk(Admin.OrdersBulk()) }
        #expect(error?.code == .userErrors)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ["FAILED", "CANCELED", "EXPIRED"]) func anOperationThatEndedBadlyIsAnErrorOrAPart(_ status: String) async throws {
        let client = AdminClient.scripted(
            ScriptedTransport([
                Self.polled(Self.operation(status, code: "TIMEOUT")),
                Self.polled(Self.operation(status, partial: "https://files.example/p")),
            ])
        )
        let error = try #require(await adminError { try await client.finishedBulk("1") })
        #expect(error.code == .bulkFailed)
        #expect(error.message.contains(status))
        #expect(error.message.contains("TIMEOUT"))
        let part = try await client.finishedBulk("1")
        #expect(part.isPartial)
        #expect(part.url == "https://files.example/p")
    }

    @Test func ofAPartTheLastRecordIsLeftOut() async throws {
        let client = AdminClient.scripted(
            ScriptedTransport([
                Self.polled(Self.operation("FAILED", partial: "https://files.example/p")), Answers.json("{\"id\":\"a\"}\n{\"id\":\"b\"}\n"),
            ])
        )
        var ids: [String] = []
        try await client.bulkRecords(try await client.finishedBulk("1")) { ids += $0.map { $0.root["id"]?.description ?? "" } }
        #expect(ids == ["\"a\""])
    }

    @Test func noResultIsNoLines() async throws {
        let transport = ScriptedTransport([Self.polled(Self.operation("COMPLETED"))])
        let client = AdminClient.scripted(transport)
        try await client.bulkLines(try await client.finishedBulk("1")) { _ in #expect(Bool(false)) }
        #expect(transport.requests.count == 1)
    }

    @Test func aBulkMutationUploadsItsLines() async throws {
        let target =
            #"{"url":"https://upload.example/x","resourceUrl":null,"parameters":[{"name":"key","value":"tmp/1"},{"name":"policy","value":"p"}]}"#
        let transport = ScriptedTransport([
            Answers.data(#"{"stagedUploadsCreate":{"stagedTargets":[\#(target)],"userErrors":[]}}"#), Answers.json("", status: 201),
            Answers.data(#"{"bulkOperationRunMutation":{"bulkOperation":\#(Self.operation("CREATED")),"userErrors":[]}}"#),
        ])
        let closes = ["1", "2"].map { Admin.OrderClose(input: Admin.OrderCloseInput(id: $0)) }
        _ = try await AdminClient.scripted(transport).startBulk(closes, identifier: "key-1")
        let upload = transport.requests[1]
        #expect(upload.url == "https://upload.example/x")
        let form = String(decoding: upload.body, as: UTF8.self)
        #expect(form.contains("name=\"key\"\r\n\r\ntmp/1\r\n"))
        #expect(form.contains("{\"input\":{\"id\":\"1\"}}\n{\"input\":{\"id\":\"2\"}}\n"))
        #expect(!upload.headers.contains { $0.name == "X-Shopify-Access-Token" }, "the store is not Shopify's API")
        #expect(transport.requests[2].variable("stagedUploadPath") == "tmp/1")
        #expect(transport.requests[2].variable("clientIdentifier") == "key-1")
        #expect(transport.requests[2].variable("mutation") == Admin.OrderClose.document)
    }
}
