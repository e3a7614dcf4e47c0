import BackOffice
import Foundation
import Testing

@testable import Connector

@Suite struct StockComputationTests {
    @Test func ordersOfTheShopAreLeftToTheShop() {
        // 10 lie there; 4 are ordered, 3 of them in the shop, which takes those off by itself.
        let levels = StockLevels(onHand: 10, outstanding: 4, ownOutstanding: 3)
        #expect(StockComputation.onHand(levels, .projectedAvailableBalance) == 9)
    }

    @Test func reservedByOthersIsTakenOff() {
        let levels = StockLevels(onHand: 10, reserved: 5, ownReserved: 2)
        #expect(StockComputation.onHand(levels, .freeInventory) == 7)
    }

    @Test(arguments: [("-3", 0), ("0.99", 0), ("1.99", 1), ("7", 7)]) func wholeAndNeverBelowNothing(_ onHand: String, _ expected: Int)
        throws
    {
        let levels = StockLevels(onHand: try #require(Decimal(string: onHand)))
        #expect(StockComputation.onHand(levels, .freeInventory) == expected)
    }

    @Test func staysWithinShopifysBounds() {
        let levels = StockLevels(onHand: Decimal(sign: .plus, exponent: 12, significand: 1))
        #expect(StockComputation.onHand(levels, .freeInventory) == StockComputation.highest)
    }

    @Test func keysNameTheirRequest() {
        let key = IdempotencyText.key("entry", ["a", "b"])
        #expect(key == IdempotencyText.key("entry", ["a", "b"]))
        #expect(key != IdempotencyText.key("entry", ["b", "a"]))
        #expect(key != IdempotencyText.key("other", ["a", "b"]))
        #expect(UUID(uuidString: key) != nil)
    }

    @Test(arguments: [
        (SKUMapping.itemNo, "A", "", "A"), (.itemNoAndVariantCode, "A", "RED", "A|RED"), (.itemNoAndVariantCode, "A", "", "A"),
        (.variantCode, "A", "RED", "RED"),
    ])
    func skusReadBack(_ mapping: SKUMapping, _ item: String, _ variant: String, _ sku: String) {
        var settings = ShopSettings()
        settings.skuMapping = mapping
        let reading = SKUReading(settings)
        #expect(reading.sku(item: item, variant: variant) == sku)
        let expected: ItemKey =
            switch mapping {
            case .variantCode: .variantCode(variant)
            case .itemNoAndVariantCode where !variant.isEmpty: .noAndVariantCode(no: item, code: variant)
            default: .no(item)
            }
        #expect(reading.key(sku, vendor: "") == expected)
    }
}
