import Foundation
import Testing

@testable import Connector

@Suite struct WebhookJudgementTests {
    private let time = Date(timeIntervalSince1970: 1_787_565_600)

    private func shop(_ settings: [String: String] = [:], enabled: Bool = true) throws -> Shop {
        var card = ShopSettings()
        try card.set(settings)
        return Shop(
            code: "DEMO",
            domain: "demo.myshopify.com",
            enabled: enabled,
            enabledAt: time,
            settings: card,
            credentialsKind: "",
            createdAt: time,
            updatedAt: time
        )
    }

    private func delivery(_ topic: String, record: String? = nil, at: Date? = nil, fingerprint: String? = nil, detail: String? = nil)
        -> WebhookStore.Pending
    {
        WebhookStore.Pending(
            shop: "DEMO",
            id: "1",
            topic: topic,
            record: record,
            changedAt: at,
            fingerprint: fingerprint,
            detail: detail,
            triggeredAt: at,
            receivedAt: time
        )
    }

    private func order(updated: Date, read: Date, ownWrite: Bool) -> OrderStore.Known {
        OrderStore.Known(id: "o", updatedAt: updated, readAt: read, digest: "", ownWrite: ownWrite, contentHash: "", processed: false)
    }

    @Test(
        arguments: [
            ("orders/create", TaskName.syncOrders), ("orders/cancelled", .syncOrders), ("refunds/create", .syncOrders),
            ("fulfillment_orders/moved", .syncOrders), ("fulfillment_orders/fulfillment_request_submitted", .syncShipments),
        ]
    )
    func topicsBecomeTasks(_ topic: String, _ task: TaskName) throws {
        #expect(WebhookJudgement.of(delivery(topic), .init(shop: try shop())) == .work(task))
    }

    @Test func theShopCardDecides() throws {
        let cases: [(String, [String: String], TaskName?)] = [
            ("products/update", ["itemSync": "fromShopify"], .syncProducts), ("products/update", ["itemSync": "toShopify"], nil),
            ("customers/update", ["customerImport": "all"], .syncCustomers), ("customers/update", ["customerImport": "none"], nil),
            ("customers/update", ["customerImport": "withOrders", "shopCanUpdateCustomers": "true"], .syncCustomers),
            ("inventory_levels/update", [:], .syncInventory), ("inventory_levels/update", ["allowDataSync": "false"], nil),
            ("fulfillment_orders/fulfillment_request_submitted", ["allowDataSync": "false"], nil),
        ]
        for (topic, settings, task) in cases {
            let judged = WebhookJudgement.of(delivery(topic), .init(shop: try shop(settings), sendsStock: true))
            if let task {
                #expect(judged == .work(task), "\(topic) \(settings)")
            } else {
                guard case .unwanted = judged else {
                    Issue.record("\(topic) \(settings): \(judged)")
                    continue
                }
            }
        }
    }

    @Test func whatIsKnownIsNoWork() throws {
        func judged(_ order: OrderStore.Known, at: Date) throws -> WebhookJudgement {
            WebhookJudgement.of(delivery("orders/updated", record: "o", at: at), .init(shop: try shop(), orders: ["o": order]))
        }
        let own = order(updated: time, read: time, ownWrite: true)
        #expect(try judged(own, at: time) == .known("It tells of what was written from here."))
        #expect(try judged(own, at: time.addingTimeInterval(1)) == .work(.syncOrders), "somebody was there after us")
        let read = order(updated: time, read: time.addingTimeInterval(2), ownWrite: false)
        #expect(try judged(read, at: time.addingTimeInterval(-60)) == .known("It was read meanwhile."), "late and reordered ones")
        let hasty = order(updated: time, read: time.addingTimeInterval(1), ownWrite: false)
        #expect(try judged(hasty, at: time) == .work(.syncOrders), "within the second it may have changed again")
    }

    @Test func ownStockAndMovingStockAreNoWork() throws {
        let span = time...time.addingTimeInterval(3)
        let stock = delivery("inventory_levels/update", record: "r", at: time.addingTimeInterval(1))
        let written = WebhookJudgement.Knowledge(shop: try shop(), ownWrites: ["r": span], sendsStock: true)
        #expect(WebhookJudgement.of(stock, written) == .known("It tells of what was written from here."))
        let later = delivery("inventory_levels/update", record: "r", at: time.addingTimeInterval(9))
        #expect(WebhookJudgement.of(later, written) == .work(.syncInventory))
        let product = delivery("products/update", record: "p", fingerprint: "same")
        let seen = WebhookJudgement.Knowledge(shop: try shop(["itemSync": "fromShopify"]), fingerprints: ["p": "same"])
        #expect(WebhookJudgement.of(product, seen) == .known("Only stock moved."))
    }

    @Test func aRunThatMayBeTheCauseIsWaitedFor() throws {
        var knowledge = WebhookJudgement.Knowledge(shop: try shop(), held: ["shop/DEMO/orders"])
        #expect(WebhookJudgement.of(delivery("orders/updated"), knowledge) == .wait)
        #expect(
            WebhookJudgement.of(delivery("customers/update"), .init(shop: try shop(["customerImport": "all"]), held: ["shop/DEMO/orders"]))
                == .work(.syncCustomers)
        )
        knowledge.isImpatient = true
        #expect(WebhookJudgement.of(delivery("orders/updated"), knowledge) == .work(.syncOrders))
    }

    @Test func goneAppsAndDisabledShops() throws {
        let gone = delivery("app/uninstalled", at: time.addingTimeInterval(60))
        #expect(WebhookJudgement.of(gone, .init(shop: try shop())) == .disable("the app was uninstalled from the shop"))
        let late = delivery("app/uninstalled", at: time.addingTimeInterval(-60))
        #expect(WebhookJudgement.of(late, .init(shop: try shop())) == .known("The shop was connected after this."))
        #expect(WebhookJudgement.of(delivery("orders/create"), .init(shop: try shop(enabled: false))) == .unwanted("The shop is disabled."))
        #expect(WebhookJudgement.of(delivery("customers/redact"), .init(shop: try shop(enabled: false))) == .privacy)
        #expect(WebhookJudgement.of(delivery("themes/publish"), .init(shop: try shop())) == .unwanted("Nothing is done about this topic."))
    }

    @Test func bulkOperationsAreFollowedByWhoBeganThem() throws {
        let running = WebhookJudgement.Knowledge(shop: try shop(), held: ["shop/DEMO/orders"])
        let bulk = delivery("bulk_operations/finish", detail: "query")
        #expect(WebhookJudgement.of(bulk, running) == .known("A running task follows its bulk operation."))
        #expect(WebhookJudgement.of(bulk, .init(shop: try shop())) == .work(.syncOrders))
        #expect(
            WebhookJudgement.of(delivery("bulk_operations/finish", detail: "mutation"), .init(shop: try shop())) == .work(.syncProducts)
        )
    }
}
