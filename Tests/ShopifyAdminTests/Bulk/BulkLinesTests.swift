import AsyncHTTPClient
import Foundation
import NIOHTTP1
import Synchronization
import Testing

@testable import ShopifyAdmin

@Suite struct BulkLinesTests {
    @Test func linesAreWholeWhereverTheStreamIsCut() {
        let text = Data("{\"a\":1}\n\n{\"b\":\"ü\"}\n{\"c\":3}".utf8)
        for size in 1...text.count {
            var lines = BulkLines()
            var all: [BulkLines.Line] = []
            for start in stride(from: 0, to: text.count, by: size) { all += lines.add(text[start..<min(text.count, start + size)]) }
            if let last = lines.finish() { all.append(last) }
            #expect(all.map(\.start) == [0, 9, 20])
            #expect(all.map { String(decoding: $0.text, as: UTF8.self) } == ["{\"a\":1}", "{\"b\":\"ü\"}", "{\"c\":3}"])
        }
    }

    /// A file server whose connection breaks: with ranges, and without.
    @Test(arguments: [true, false]) func aBrokenDownloadIsTakenUpAgain(_ ranges: Bool) async throws {
        let text = (0..<2_000).map { "{\"id\":\($0)}" }.joined(separator: "\n") + "\n"
        let served = Mutex(0)
        try await FakeServer.serving({ request in
            let part = served.withLock { count in
                count += 1
                return count
            }
            let from = ranges ? Int(request.headers["Range"].first?.dropFirst(6).dropLast() ?? "0") ?? 0 : 0
            let rest = String(text.utf8.dropFirst(from)) ?? ""
            guard part < 3 else { return .answer(status: from > 0 ? 206 : 200, body: rest) }
            return .cutOff(body: String(rest.prefix(part * 5_000)), declared: rest.utf8.count, status: from > 0 ? 206 : 200)
        }) { server, address in
            let http = HTTPClient(configuration: HTTPClientTransport.configuration)
            let client = AdminClient(
                endpoint: AdminEndpoint(shop: "demo.myshopify.com"),
                credentials: StaticToken("t"),
                transport: HTTPClientTransport(http),
                time: ManualTime().time
            )
            var ids: [Int] = []
            try await client.lines(at: address + "/result.jsonl") { lines in
                ids += try lines.map { try RawJSON($0.text)["id"]?.decode(Int.self) ?? -1 }
            }
            #expect(ids == Array(0..<2_000))
            #expect(server.requests.count == 3)
            try await http.shutdown()
        }
    }

    @Test func aFileThatIsGoneIsAnError() async throws {
        let client = AdminClient.scripted(ScriptedTransport([Answers.json("", status: 404)]))
        let error = await adminError { try await client.lines(at: "https://files.example/gone") { _ in } }
        #expect(error?.code == .fileTransfer)
        #expect(error?.message.contains("404") == true)
    }

    @Test func aLineWithoutEndIsRefused() async throws {
        let endless = String(repeating: "x", count: 3 << 20)
        let client = AdminClient.scripted(
            ScriptedTransport([Answers.json(endless)]),
            configuration: AdminClientConfiguration(bodyLimit: 1 << 20)
        )
        #expect(await adminError { try await client.lines(at: "https://files.example/x") { _ in } }?.code == .fileTransfer)
    }
}
