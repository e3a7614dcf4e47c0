import BackOffice
import Connector
import Foundation
import Testing

@testable import Connector

@Suite struct CreditComposerTests {
    private func settings() -> ShopSettings {
        var settings = ShopSettings()
        settings.refundAccount = "8500"
        settings.shippingAccount = "8100"
        settings.returnLocation = "RETURNS"
        return settings
    }

    private func credit(_ refund: OrderRefund, _ order: ShopOrder, _ settings: ShopSettings? = nil) throws -> SalesDocumentDraft {
        var mappings = OrderMappings()
        mappings.customer = Customer(no: "C1", CustomerDraft(name: "Ada Byron"))
        for line in order.lines { mappings.items[line.id] = ItemMatch(itemNo: line.sku ?? "", unit: "PCS") }
        return try CreditComposer(settings: settings ?? self.settings(), zone: .gmt, handling: .shop)
            .compose(refund, .init(order: order, documentNo: "INV1", mappings: mappings), type: .creditMemo)
    }

    @Test func returnedGoodsComeBackToTheReturnLocation() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 2, tax: 4, discount: 2)
        let refund = OrderRefund(
            id: "r",
            total: making.both(11),
            lines: [.init(lineID: id, quantity: 1, restockType: "RETURN", subtotal: making.both(9), tax: making.both(2))]
        )
        let draft = try credit(refund, making.stating(22))
        #expect(draft.expectedTotal == 11)
        #expect(draft.lines.count == 1)
        #expect(draft.lines[0].location == "RETURNS")
        #expect(draft.lines[0].discount == 1)
        #expect(draft.lines[0].taxes.map(\.amount) == [2])
        #expect(draft.appliesToNo == "INV1")
    }

    @Test func refundedTaxIsSharedToTheCent() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 2)
        let tenth = Decimal(1) / 10
        making.order.lines[0].taxes = ["State", "County", "City"].map { OrderTax(title: $0, rate: nil, amount: making.both(tenth)) }
        let refund = OrderRefund(
            id: "r",
            total: making.both(10 + tenth * 2),
            lines: [.init(lineID: id, quantity: 1, restockType: "RETURN", subtotal: making.both(10), tax: making.both(tenth * 2))]
        )
        let draft = try credit(refund, making.stating(20 + tenth * 3))
        #expect(draft.lines.count == 1, "No cent is left for the refund account.")
        #expect(draft.lines[0].taxes.map { "\($0.amount)" } == ["0.07", "0.07", "0.06"])
        #expect(draft.expectedTotal == 10 + tenth * 2)
    }

    @Test func goodsThatStayAreMoneyAlone() throws {
        var making = OrderMaking()
        let id = making.line("A", 10)
        let refund = OrderRefund(
            id: "r",
            total: making.both(10),
            lines: [.init(lineID: id, quantity: 1, restockType: "NO_RESTOCK", subtotal: making.both(10), tax: .zero)]
        )
        #expect(try credit(refund, making.stating(10)).lines[0].subject == .account(no: "8500", kind: .refund))
    }

    @Test func differenceGoesToTheRefundAccount() throws {
        var making = OrderMaking()
        let id = making.line("A", 10)
        let refund = OrderRefund(
            id: "r",
            total: making.both(7),
            lines: [.init(lineID: id, quantity: 1, restockType: "RETURN", subtotal: making.both(10), tax: .zero)],
            shipping: [.init(shippingLineID: nil, subtotal: making.both(2), tax: .zero)]
        )
        let draft = try credit(refund, making.stating(10))
        #expect(draft.lines.map(\.unitPrice) == [10, 2, -5])
        #expect(draft.expectedTotal == 7)
    }

    @Test func missingAccountIsNamed() throws {
        var making = OrderMaking()
        making.line("A", 10)
        let refund = OrderRefund(id: "r", total: making.both(3))
        let error = try #require(throws: ConnectorError.self) { try credit(refund, making.stating(10), ShopSettings()) }
        #expect(error.message.contains("Set refundAccount on the shop card."))
    }
}
