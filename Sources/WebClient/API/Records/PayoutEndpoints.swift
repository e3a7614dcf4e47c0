import BackOffice
import Connector
import Foundation
import Hummingbird
import JobQueue

/// Payouts of Shopify Payments, their reconciliation, and the receipts that follow from them.
struct PayoutEndpoints: Sendable {
    let services: WebServices
    private var payouts: Payouts { services.connector.payouts }

    private static let path = "/api/v1/payouts"

    var all: [Endpoint] { [list, show, suggested, post] }

    private struct PayoutWithEntries: Encodable {
        let payout: PayoutSummary
        let entries: [BalanceEntry]
    }

    private struct Suggestion: Encodable {
        let order: String
        let documentType: String
        let documentNo: String
        let amount: Money
        let paymentMethod: String
        let date: String

        init(_ payment: SuggestedPayment) {
            order = payment.orderName
            documentType = payment.draft.documentType.rawValue
            documentNo = payment.draft.documentNo
            amount = payment.draft.amount
            paymentMethod = payment.draft.paymentMethod
            date = payment.draft.date
        }
    }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path,
            access: .role(.viewer),
            name: "listPayouts",
            tag: "Payouts",
            summary: "Payouts, newest first, with what their transactions come to.",
            query: ListRequest.parameters + [.init("shop", .text, "Only this shop's.")],
            answers: [.init(.ok, "A page of payouts.", Components.page("Payout"))]
        ) { call in
            let page = try ListRequest(call)
            var filter = Payouts.Filter(shop: call.query("shop"), limit: page.limit + 1)
            filter.after = try page.after.map(PayoutCursor.init)?.position
            return try .json(page.page(try await payouts.list(filter)) { PayoutCursor($0).text })
        }
    }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/{id}",
            access: .role(.viewer),
            name: "getPayout",
            tag: "Payouts",
            summary: "One payout with its balance transactions, by its number in Shopify's id or the id itself (percent-encoded).",
            answers: [
                .init(
                    .ok,
                    "The payout.",
                    .object([.required("payout", .reference("Payout")), .required("entries", .array(.reference("BalanceEntry")))])
                )
            ]
        ) { call in
            let (payout, entries) = try await payouts.show(try call.path("id"))
            return try .json(PayoutWithEntries(payout: payout, entries: entries))
        }
    }

    private func suggestions(_ id: String) async throws -> [SuggestedPayment] {
        let (payout, entries) = try await payouts.show(id)
        return try await payouts.suggestPayments(shop: payout.shop, orders: Set(entries.compactMap(\.orderID)))
    }

    private var suggested: Endpoint {
        Endpoint(
            method: .get,
            path: Self.path + "/{id}/receipts",
            access: .role(.viewer),
            name: "suggestReceipts",
            tag: "Payouts",
            summary: "Receipts for posted invoices and credit memos that the payout pays. Nothing is posted.",
            answers: [.init(.ok, "The suggestions.", Components.page("SuggestedReceipt"))]
        ) { call in
            try .json(PageOf(items: try await suggestions(try call.path("id")).map(Suggestion.init), next: nil))
        }
    }

    private var post: Endpoint {
        Endpoint(
            method: .post,
            path: Self.path + "/{id}/receipts",
            access: .role(.operator),
            name: "postReceipts",
            tag: "Payouts",
            summary: "Post the suggested receipts; each is posted once, however often this is called.",
            body: .object([]),
            bodyIsOptional: true,
            answers: [.init(.ok, "The receipts.", Components.page("Receipt"))]
        ) { call in
            var receipts: [Receipt] = []
            for payment in try await suggestions(try call.path("id")) { receipts.append(try await payouts.post(payment)) }
            return try .json(PageOf(items: receipts, next: nil))
        }
    }
}
