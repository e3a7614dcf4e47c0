import Connector
import Foundation
import Hummingbird

/// What Shopify sent, and what became of it; requests of persons about their data.
struct ReceivedWebhookEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] { [deliveries, requests, request] }

    private var deliveries: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/received-webhooks",
            access: .role(.viewer),
            name: "listReceivedWebhooks",
            tag: "Shops",
            summary: "The newest deliveries of a week, and what became of them.",
            query: ListRequest.parameters + [
                .init("shop", .text, "Only this shop's."),
                .init("state", .string(choices: ReceivedWebhook.State.allCases.map(\.rawValue)), "Only those of this state."),
            ],
            answers: [.init(.ok, "A page of deliveries.", Components.page("ReceivedWebhook"))]
        ) { call in
            let page = try ListRequest(call)
            let found = try await services.connector.webhooks.list(
                shop: call.query("shop"),
                state: call.query("state").flatMap(ReceivedWebhook.State.init),
                after: page.after.map(DeliveryPosition.parse),
                limit: page.limit + 1
            )
            return try .json(page.page(found, key: DeliveryPosition.text))
        }
    }

    private var requests: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/privacy-requests",
            access: .role(.administrator),
            name: "listPrivacyRequests",
            tag: "Shops",
            summary: "Requests of persons about their data, newest first, and what was done.",
            query: ListRequest.parameters + [
                .init("shop", .text, "Only this shop's."),
                .init("state", .string(choices: PrivacyRequest.State.allCases.map(\.rawValue)), "Only those of this state."),
            ],
            answers: [.init(.ok, "A page of requests.", Components.page("PrivacyRequest"))]
        ) { call in
            let page = try ListRequest(call)
            let found = try await services.connector.privacy.list(
                shop: call.query("shop"),
                state: call.query("state").flatMap(PrivacyRequest.State.init),
                limit: page.limit + 1,
                after: page.after
            )
            return try .json(page.page(found) { $0.id })
        }
    }

    private var request: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/privacy-requests/{id}",
            access: .role(.administrator),
            name: "getPrivacyRequest",
            tag: "Shops",
            summary: "One request, with what is held of the person now.",
            answers: [.init(.ok, "The request.", .object([], open: true))]
        ) { call in
            struct Answer: Encodable {
                let request: PrivacyRequest
                let data: PersonalData
            }
            let request = try await services.connector.privacy.show(try call.path("id"))
            return try .json(Answer(request: request, data: try await services.connector.privacy.data(request)))
        }
    }
}
