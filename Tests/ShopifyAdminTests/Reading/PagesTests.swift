import Foundation
import ShopifyAdmin
import Testing

@Suite struct PagesTests {
    private func page(_ ids: ClosedRange<Int>, next: String?) -> ScriptedTransport.Answer {
        let nodes = ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
        let info = #"{"hasNextPage":\#(next != nil),"endCursor":\#(next.map { "\"\($0)\"" } ?? "null")}"#
        return Answers.data(#"{"box":{"things":{"nodes":[\#(nodes)],"pageInfo":\#(info)}}}"#)
    }

    @Test func pagesFollowTheirCursors() async throws {
        let transport = ScriptedTransport([page(1...3, next: "c1"), page(4...5, next: "c2"), page(6...6, next: nil)])
        var ids: [String] = []
        for try await page in AdminClient.scripted(transport).pages(ThingPages()) {
            ids += page.nodes.map(\.id)
            #expect(page.records.allSatisfy { $0.raw["id"]?.description == "\"\($0.node.id)\"" })
        }
        #expect(ids == ["1", "2", "3", "4", "5", "6"])
        #expect(transport.requests.map { $0.variable("after", as: String.self) } == [nil, "c1", "c2"])
    }

    @Test func aCursorThatDoesNotMoveEndsInAnError() async throws {
        let transport = ScriptedTransport([], always: page(1...1, next: "same"))
        let client = AdminClient.scripted(transport)
        let error = await adminError { for try await _ in client.pages(ThingPages()) {} }
        #expect(error?.code == .unexpectedData)
        #expect(transport.requests.count == 2)
    }

    @Test func aNullOnTheWayEndsThePages() async throws {
        let client = AdminClient.scripted(ScriptedTransport([Answers.data(#"{"box":null}"#)]))
        for try await _ in client.pages(ThingPages()) { #expect(Bool(false)) }
    }
}
