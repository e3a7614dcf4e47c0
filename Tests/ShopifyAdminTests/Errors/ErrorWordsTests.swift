import Foundation
import ShopifyAdmin
import Testing

@Suite struct ErrorWordsTests {
    static let statuses: [(Int, AdminError.Code, String)] = [
        (400, .badRequest, "does not understand"),
        (401, .unauthorized, "access token"),
        (402, .paymentRequired, "bill"),
        (403, .forbidden, "closed"),
        (404, .notFound, "no shop at this address"),
        (423, .locked, "locked"),
        (418, .unexpectedStatus, "HTTP 418"),
        (302, .unexpectedStatus, "HTTP 302"),
    ]

    @Test(arguments: statuses.indices) func eachStatusHasItsOwnWords(_ index: Int) async throws {
        let (status, code, words) = Self.statuses[index]
        let client = AdminClient.scripted(ScriptedTransport([], always: Answers.json(#"{"errors":"Shopify's words"}"#, status: status)))
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(error.code == code)
        #expect(error.status == status)
        #expect(error.message.contains(words))
        #expect(error.message.contains("Shopify's words"))
        #expect(error.shop == "demo.myshopify.com")
        #expect(error.operation == "ShopName")
        #expect(error.description.hasPrefix("demo.myshopify.com: "))
        if status != 400 { #expect(!error.mend.isEmpty) }
        #expect(!error.isTransient)
    }

    static let graphQL: [(String, AdminError.Code)] = [
        ("SHOP_INACTIVE", .shopInactive), ("ACCESS_DENIED", .accessDenied), ("MAX_COST_EXCEEDED", .maxCostExceeded),
        ("MAX_INPUT_SIZE_EXCEEDED", .maxInputSizeExceeded), ("RESOURCE_NOT_FOUND", .recordNotFound), ("BAD_REQUEST", .badRequest),
        ("INVALID_VARIABLE", .invalidVariables), ("undefinedField", .invalidDocument), ("argumentNotAccepted", .invalidDocument),
        ("missingRequiredArguments", .invalidDocument), ("somethingNew", .invalidDocument),
    ]

    @Test(arguments: graphQL.indices) func eachGraphQLCodeIsToldApart(_ index: Int) async throws {
        let (code, expected) = Self.graphQL[index]
        let transport = ScriptedTransport([], always: Answers.error(code, "the words"))
        let client = AdminClient.scripted(transport)
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(error.code == expected)
        #expect(error.graphQLErrors.first?.message == "the words")
        #expect(transport.requests.count == 1)
    }

    @Test func aMissingScopeIsNamed() async throws {
        let body =
            #"{"errors":[{"message":"Access denied for refunds field.","path":["order","refunds"],"extensions":{"code":"ACCESS_DENIED","requiredAccess":"`read_orders` access scope."}}],"data":null}"#
        let client = AdminClient.scripted(ScriptedTransport([Answers.json(body)]))
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(error.requiredAccess == "`read_orders` access scope.")
        #expect(error.field == "order.refunds")
        #expect(error.message.contains("refunds"))
        #expect(error.message.contains("read_orders"))
    }

    @Test func aBadVariableIsNamed() async throws {
        let body =
            #"{"errors":[{"message":"Variable $ids of type [ID!]! was provided invalid value","extensions":{"code":"INVALID_VARIABLE","value":null,"problems":[{"path":["ids",3],"explanation":"Invalid global id 'x'"}]}}]}"#
        let client = AdminClient.scripted(ScriptedTransport([Answers.json(body)]))
        let error = try #require(await adminError { try await client.execute(ShopName()) })
        #expect(error.code == .invalidVariables)
        #expect(error.field == "ids.3")
        #expect(error.message.contains("Invalid global id"))
    }

    @Test func theGravestOfSeveralErrorsIsTold() async throws {
        let body =
            #"{"errors":[{"message":"a","extensions":{"code":"undefinedField"}},{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}"#
        let transport = ScriptedTransport([Answers.json(body), Answers.data(#"{"shop":{"name":"Demo"}}"#)])
        _ = try await AdminClient.scripted(transport).execute(ShopName())
        #expect(transport.requests.count == 2)
    }

    @Test(arguments: [
        #"{"errors":{"query":"Required parameter missing or invalid"}}"#,
        #"{"errors":[{"message":"Required parameter missing or invalid"}]}"#,
        #"{"error":"invalid_request","error_description":"Required parameter missing or invalid"}"#,
    ]) func wordsAreFoundInEveryShapeOfRefusal(_ body: String) async throws {
        let client = AdminClient.scripted(ScriptedTransport([Answers.json(body, status: 400)]))
        #expect(await adminError { try await client.execute(ShopName()) }?.message.contains("Required parameter missing") == true)
    }
}
