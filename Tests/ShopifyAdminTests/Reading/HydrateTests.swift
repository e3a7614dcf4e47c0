import Foundation
import ShopifyAdmin
import Synchronization
import Testing

@Suite struct HydrateTests {
    private static let ids = (1...250).map { "gid://shopify/Thing/\($0)" }

    /// A shop that has all things, and fails as `limit` says for more than so many ids.
    private func shop(limit: Int = 250, failing failure: @escaping ScriptedTransport.Answer = Answers.failure(.timeout))
        -> ScriptedTransport
    {
        ScriptedTransport([]) { request in
            let ids = request.variable("ids", as: [String].self) ?? []
            guard ids.count <= limit else { return try await failure(request) }
            let nodes = ids.map { #"{"id":"\#($0)","size":\#($0.count)}"# }.joined(separator: ",")
            return try await Answers.data(#"{"nodes":[\#(nodes)]}"#)(request)
        }
    }

    @Test func everyIdIsReadOnceInOrder() async throws {
        let transport = shop()
        let nodes = try await AdminClient.scripted(transport).hydrated(ThingsByIDs(ids: Self.ids + Self.ids))
        #expect(nodes.map(\.id) == Self.ids)
        #expect(nodes.map { $0.node?.id } == Self.ids)
        #expect(transport.requests.count == 2)
        #expect(nodes[7].raw.description == #"{"id":"gid://shopify/Thing/8","size":\#(Self.ids[7].count)}"#)
    }

    static let tooMuch: [ScriptedTransport.Answer] = [
        Answers.failure(.timeout), Answers.failure(.bodyTooLarge), Answers.error("INTERNAL_SERVER_ERROR"),
        Answers.error("MAX_COST_EXCEEDED"),
        Answers.json(#"{"data":{"nodes":[{"id":"#), Answers.json("", status: 504),
    ]

    @Test(arguments: tooMuch.indices) func aBatchThatIsTooMuchIsHalved(_ index: Int) async throws {
        let transport = shop(limit: 40, failing: Self.tooMuch[index])
        let nodes = try await AdminClient.scripted(transport).hydrated(ThingsByIDs(ids: Self.ids))
        #expect(nodes.map { $0.node?.id } == Self.ids)
        let sizes = transport.requests.map { $0.variable("ids", as: [String].self)?.count ?? 0 }
        #expect(sizes.first == 125)
        #expect(sizes.filter { $0 > 40 }.count <= 6)
    }

    @Test func aShopThatIsAwayForAMomentIsAskedAgainForTheSameRecords() async throws {
        let left = Mutex(4)
        let transport = ScriptedTransport([]) { request in
            let fails = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard !fails else { return try await Answers.json("", status: 503)(request) }
            let nodes = (request.variable("ids", as: [String].self) ?? []).map { #"{"id":"\#($0)","size":1}"# }.joined(separator: ",")
            return try await Answers.data(#"{"nodes":[\#(nodes)]}"#)(request)
        }
        let nodes = try await AdminClient.scripted(transport).hydrated(ThingsByIDs(ids: Self.ids))
        #expect(nodes.count { $0.node != nil } == 250)
        #expect(transport.requests.count == 6)
    }

    @Test func theNextRunStartsWithWhatTheShopBears() async throws {
        let transport = shop(limit: 40)
        let client = AdminClient.scripted(transport)
        _ = try await client.hydrated(ThingsByIDs(ids: Self.ids))
        let before = transport.requests.count
        _ = try await client.with().hydrated(ThingsByIDs(ids: Array(Self.ids.prefix(100))))
        let sizes = transport.requests.dropFirst(before).map { $0.variable("ids", as: [String].self)?.count ?? 0 }
        #expect(sizes.allSatisfy { $0 <= 62 })
    }

    @Test func oneRecordThatSpoilsEveryAnswerIsItsOwnOutcome() async throws {
        let transport = ScriptedTransport([]) { request in
            let ids = request.variable("ids", as: [String].self) ?? []
            guard !ids.contains("gid://shopify/Thing/77") else { return try await Answers.error("INTERNAL_SERVER_ERROR")(request) }
            let nodes = ids.map { #"{"id":"\#($0)","size":1}"# }.joined(separator: ",")
            return try await Answers.data(#"{"nodes":[\#(nodes)]}"#)(request)
        }
        let nodes = try await AdminClient.scripted(transport).hydrated(ThingsByIDs(ids: Self.ids))
        #expect(nodes.map(\.id) == Self.ids)
        #expect(nodes.count { $0.node != nil } == 249)
        guard case .failed(let error) = nodes[76].outcome else { return #expect(Bool(false), "the 77th failed") }
        #expect(error.code == .internalError)
    }

    @Test func whenEveryRecordFailsAloneTheShopIsAtFault() async throws {
        let transport = shop(limit: 0)
        let client = AdminClient.scripted(transport)
        let error = await adminError { try await client.hydrated(ThingsByIDs(ids: Self.ids)) }
        #expect(error?.code == .timeout)
        let alone = transport.requests.filter { $0.variable("ids", as: [String].self)?.count == 1 }
        #expect(Set(alone.compactMap { $0.variable("ids", as: [String].self)?.first }).count == 3)
    }

    @Test func missingAndBrokenRecordsAreTheirOwnOutcome() async throws {
        let body = #"""
            {"data":{"nodes":[{"id":"a","size":1},null,{"id":"c","size":"wide"},null]},
            "errors":[{"message":"Invalid id","path":["nodes",1],"extensions":{"code":"RESOURCE_NOT_FOUND"}},
            {"message":"Access denied","path":["nodes",3],"extensions":{"code":"ACCESS_DENIED","requiredAccess":"`read_x`"}},
            {"message":"Access denied","path":["nodes",0,"colour"],"extensions":{"code":"ACCESS_DENIED"}}]}
            """#
        let client = AdminClient.scripted(ScriptedTransport([Answers.json(body)]))
        let nodes = try await client.hydrated(ThingsByIDs(ids: ["a", "b", "c", "d"]))
        guard case .found(let a, let errors) = nodes[0].outcome else { return #expect(Bool(false), "a is found") }
        #expect(a.size == 1)
        #expect(errors.map(\.code) == [.accessDenied])
        guard case .missing = nodes[1].outcome else { return #expect(Bool(false), "b is missing") }
        guard case .failed(let broken) = nodes[2].outcome else { return #expect(Bool(false), "c is broken") }
        #expect(broken.code == .unexpectedData)
        guard case .failed(let denied) = nodes[3].outcome else { return #expect(Bool(false), "d is denied") }
        #expect(denied.code == .accessDenied)
    }

    @Test func noIdsNoRequest() async throws {
        let transport = shop()
        #expect(try await AdminClient.scripted(transport).hydrated(ThingsByIDs(ids: [])).isEmpty)
        #expect(transport.requests.isEmpty)
    }
}
