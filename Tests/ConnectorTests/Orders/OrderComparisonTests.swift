import Connector
import Foundation
import Testing

@testable import Connector

@Suite struct OrderComparisonTests {
    private func making() -> OrderMaking {
        var making = OrderMaking()
        making.line("A", 10, quantity: 2)
        return making
    }

    private func differences(_ before: ShopOrder, _ after: ShopOrder) -> [String] {
        OrderComparison(before: before, after: after).differences().map(\.description)
    }

    @Test func sameOrderHasNone() {
        let order = making().stating(20)
        var later = order
        later.updatedAt = later.updatedAt.addingTimeInterval(60)
        later.tags = ["vip"]
        later.financialStatus = "PARTIALLY_REFUNDED"
        #expect(differences(order, later) == [])
    }

    @Test func quantityPriceAndTotalInWords() {
        let before = making().stating(20)
        var after = before
        after.lines[0].currentQuantity = 1
        after.lines[0].unitPrice = Amounts(shop: 11, presentment: 11)
        after.totals.current = Amounts(shop: 11, presentment: 11)
        #expect(
            differences(before, after) == [
                "line “Item A”, quantity: was 2, is now 1.", "line “Item A”, unit price: was 10.00 EUR, is now 11.00 EUR.",
                "total: was 20.00 EUR, is now 11.00 EUR.",
            ]
        )
    }

    @Test func linesComeAndGo() {
        let before = making().stating(20)
        var making = making()
        making.order.lines = []
        making.line("B", 5)
        making.order.lines[0].id = "other"
        #expect(differences(before, making.stating(20)) == ["line “Item A”: 2 was removed.", "line “Item B”: 1 was added."])
    }

    @Test func addressInOneLine() {
        let before = making().stating(20)
        var after = before
        after.shippingAddress?.city = "Paris"
        #expect(differences(before, after).count == 1)
        #expect(differences(before, after)[0].contains("is now Ada Byron, 1 Mill Lane, N1 Paris, GB."))
    }

    @Test func ownAttributeAndTimeAreNoChange() throws {
        let order = making().stating(20)
        var later = order
        later.updatedAt = later.updatedAt.addingTimeInterval(1)
        later.attributes.append(OrderAttribute(key: ShopOrder.documentAttribute, value: "SO-1"))
        #expect(try order.fingerprint() == later.fingerprint())
        later.note = "other"
        #expect(try order.fingerprint() != later.fingerprint())
    }

    @Test func storedOrderReadsBackExactly() throws {
        var making = OrderMaking(currency: "KWD", presentment: "JPY", rate: 480)
        making.line("A", try #require(Decimal(string: "1.005")), quantity: 3, tax: try #require(Decimal(string: "0.151")), discount: 1)
        making.shipping("Express", 2)
        let order = making.stating(5)
        #expect(try ShopOrder.unpacked(order.packed()) == order)
    }
}
