import Foundation
import ShopifyAdmin
import Testing

@Suite struct BatchTests {
    private func closes(_ count: Int) -> [Admin.OrderClose] {
        (0..<count).map { Admin.OrderClose(input: Admin.OrderCloseInput(id: "gid://shopify/Order/\($0)")) }
    }

    private static func payload(_ alias: Int, errors: String = "[]") -> String {
        #""m\#(alias)":{"order":null,"userErrors":\#(errors)}"#
    }

    private func outcomes<Operation: AdminBatchMutation>(
        _ client: AdminClient,
        _ operations: [Operation],
        perRequest: Int = 20
    ) async throws -> [BatchOutcome<Operation>] {
        var all: [BatchOutcome<Operation>] = []
        try await client.batch(operations, perRequest: perRequest) { all += $0 }
        return all
    }

    @Test func severalMutationsGoOutInOneRequest() async throws {
        let transport = ScriptedTransport([
            Answers.data("{\(Self.payload(0)),\(Self.payload(1))}"), Answers.data("{\(Self.payload(0))}"),
        ])
        let outcomes = try await outcomes(AdminClient.scripted(transport), closes(3), perRequest: 2)
        #expect(outcomes.map(\.index) == [0, 1, 2])
        #expect(outcomes.allSatisfy { if case .success = $0.result { true } else { false } })
        let request = try #require(transport.requests.first)
        let body = try #require(try JSONSerialization.jsonObject(with: request.body) as? [String: Any])
        let query = try #require(body["query"] as? String)
        #expect(
            query.hasPrefix("mutation OrderCloseBatch($input_0:OrderCloseInput! $input_1:OrderCloseInput!){m0:orderClose(input:$input_0){")
        )
        #expect(query.contains("m1:orderClose(input:$input_1){"))
        #expect(body["operationName"] as? String == "OrderCloseBatch")
        #expect((request.variable("input_1", as: [String: String].self)) == ["id": "gid://shopify/Order/1"])
    }

    @Test func whatIsRefusedDoesNotHinderTheOthers() async throws {
        let refused = #"[{"field":["input","id"],"message":"Order does not exist"}]"#
        let answer = #"""
            {"data":{\#(Self.payload(0)),\#(Self.payload(1, errors: refused)),"m2":null},
            "errors":[{"message":"Access denied","path":["m2"],"extensions":{"code":"ACCESS_DENIED"}}]}
            """#
        let outcomes = try await outcomes(AdminClient.scripted(ScriptedTransport([Answers.json(answer)])), closes(3))
        #expect(throws: Never.self) { try outcomes[0].result.get() }
        guard case .failure(let second) = outcomes[1].result, case .failure(let third) = outcomes[2].result else {
            return #expect(Bool(false), "two are refused")
        }
        #expect(second.code == .userErrors)
        #expect(second.message.contains("Order does not exist"))
        #expect(third.code == .accessDenied)
    }

    @Test func aLostAnswerLeavesAnUnrepeatableBatchInDoubt() async throws {
        let transport = ScriptedTransport([Answers.failure(.connectionLost), Answers.failure(.connectionLost)])
        let ships = (0..<3).map {
            Admin.FulfillmentCreate(fulfillment: Admin.FulfillmentInput(lineItemsByFulfillmentOrder: []), message: "\($0)")
        }
        let outcomes = try await outcomes(AdminClient.scripted(transport), ships, perRequest: 2)
        #expect(transport.requests.count == 2)
        for outcome in outcomes {
            guard case .failure(let error) = outcome.result else { return #expect(Bool(false), "nobody knows") }
            #expect(error.maybeApplied)
        }
    }

    @Test func afterAnErrorForAllTheRestIsNotSent() async throws {
        let transport = ScriptedTransport([], always: Answers.json("{}", status: 400))
        let outcomes = try await outcomes(AdminClient.scripted(transport), closes(45))
        #expect(transport.requests.count == 1)
        #expect(outcomes.map(\.index) == Array(0..<45))
    }

    /// A shop that lets nobody in is no matter of the records: none of them is said to have failed.
    @Test(arguments: [(401, AdminError.Code.unauthorized), (402, .paymentRequired), (403, .forbidden), (404, .notFound), (423, .locked)])
    func aClosedShopIsThrown(_ status: Int, _ code: AdminError.Code) async throws {
        let transport = ScriptedTransport([], always: Answers.json("{}", status: status))
        var seen = 0
        let error = await #expect(throws: AdminError.self) {
            try await AdminClient.scripted(transport).batch(closes(45)) { seen += $0.count }
        }
        #expect(error?.code == code)
        #expect(error?.needsPerson == true)
        #expect(error?.mend.isEmpty == false)
        #expect(seen == 0)
        #expect(transport.requests.count == 1)
    }

    @Test func noRequestCostsMoreThanOneMay() async throws {
        let transport = ScriptedTransport([], always: Answers.json("{}", status: 400))
        let dear = (0..<20).map { _ in
            Admin.TrackingUpdate(fulfillmentId: "1", tracking: Admin.FulfillmentTrackingInput(number: "1"))
        }
        _ = try await outcomes(AdminClient.scripted(transport), dear)
        let body = String(decoding: transport.requests.first?.body ?? Data(), as: UTF8.self)
        #expect(body.contains("m16:"))
        #expect(!body.contains("m17:"))
    }
}
