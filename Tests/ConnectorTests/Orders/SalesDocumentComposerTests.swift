import BackOffice
import Connector
import Foundation
import Testing

@testable import Connector

@Suite struct SalesDocumentComposerTests {
    private var settings: ShopSettings {
        var settings = ShopSettings()
        settings.shippingAccount = "8100"
        settings.tipAccount = "8200"
        settings.giftCardAccount = "8300"
        settings.roundingAccount = "8400"
        settings.refundAccount = "8500"
        return settings
    }

    private func compose(_ order: ShopOrder, _ change: (inout ShopSettings) -> Void = { _ in }) throws -> SalesDocumentDraft {
        var settings = settings
        change(&settings)
        var mappings = OrderMappings()
        mappings.customer = Customer(no: "C1", CustomerDraft(name: "Ada Byron"))
        for line in order.lines where !line.isTip && !line.isGiftCard {
            mappings.items[line.id] = ItemMatch(itemNo: line.sku ?? "", unit: "PCS")
        }
        return try SalesDocumentComposer(settings: settings, zone: .gmt).compose(order, mappings)
    }

    /// What the ledger would come to.
    private func total(_ draft: SalesDocumentDraft) -> Decimal {
        let amounts = draft.lines.reduce(Decimal(0)) {
            $0 + ($1.quantity * $1.unitPrice - $1.discount).rounded(decimals: draft.currency.minorUnits)
        }
        let taxes = draft.lines.reduce(Decimal(0)) { $0 + $1.taxes.reduce(0) { $0 + $1.amount } }
        return amounts - draft.discount + (draft.pricesIncludeTax ? 0 : taxes)
    }

    private func expect(_ draft: SalesDocumentDraft, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(total(draft) == Decimal(string: expected), sourceLocation: sourceLocation)
        #expect(draft.expectedTotal == total(draft), sourceLocation: sourceLocation)
    }

    @Test func taxesOnTop() throws {
        var making = OrderMaking()
        making.line("A", 10, quantity: 2, tax: 4)
        making.shipping("Standard", 5, tax: 1)
        let draft = try compose(making.stating(30, tax: 5))
        expect(draft, "30")
        #expect(draft.lines.map(\.quantity) == [2, 1])
        #expect(draft.lines[1].subject == .account(no: "8100", kind: .shipping))
    }

    @Test func taxesIncluded() throws {
        var making = OrderMaking(taxesIncluded: true)
        making.line("A", 12, quantity: 2, tax: 4)
        making.shipping("Standard", 6, tax: 1)
        let draft = try compose(making.stating(30, tax: 5))
        expect(draft, "30")
        #expect(draft.pricesIncludeTax)
    }

    @Test func aTaxThatIsIncludedMustComeToWhatShopifySays() throws {
        var making = OrderMaking(taxesIncluded: true)
        making.line("A", 12, quantity: 2, tax: 4)
        let error = #expect(throws: ConnectorError.self) { try compose(making.stating(24, tax: Decimal(string: "3.99") ?? 0)) }
        #expect(error?.code == .totalsDiffer)
        #expect(error?.field == "tax")
        #expect(error?.message.contains("3.99") == true && error?.message.contains("0.01") == true)
        // Of an edited order Shopify rounds by itself what is left.
        var edited = making.stating(24, tax: Decimal(string: "3.99") ?? 0)
        edited.edited = true
        _ = try compose(edited)
    }

    @Test func lineAndOrderDiscountsStayApart() throws {
        var making = OrderMaking()
        making.line("A", 10, quantity: 3, tax: 4, discount: 5, orderDiscount: 2)
        making.line("B", Decimal(string: "7.5") ?? 0, orderDiscount: 1)
        let draft = try compose(making.stating(Decimal(string: "33.5") ?? 0, tax: 4))
        expect(draft, "33.5")
        #expect(draft.discount == 3)
        #expect(draft.lines.map(\.discount) == [5, 0])
    }

    @Test func discountedShipping() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.shipping("Express", 8, discount: 3)
        let draft = try compose(making.stating(15))
        expect(draft, "15")
        #expect(draft.lines[1].discount == 3)
    }

    @Test func freeShippingIsNoLine() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.shipping("Free", 8, discount: 8)
        #expect(try compose(making.stating(10)).lines.count == 1)
    }

    @Test func tipAsALine() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.order.lines.append(
            OrderLine(id: "tip", title: "Tip", quantity: 1, requiresShipping: false, unitPrice: making.both(2))
        )
        making.order.totals.tip = making.both(2)
        let draft = try compose(making.stating(12))
        expect(draft, "12")
        #expect(draft.lines[1].subject == .account(no: "8200", kind: .tip))
    }

    @Test func tipBesideTheLines() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.order.totals.tip = making.both(2)
        expect(try compose(making.stating(12)), "12")
        // Where Shopify's total does not hold the tip, the document does all the same: the buyer paid it.
        expect(try compose(making.stating(10)), "12")
    }

    @Test func giftCardIsAnAccountLine() throws {
        var making = OrderMaking()
        making.line("G", 50)
        making.order.lines[0].isGiftCard = true
        let draft = try compose(making.stating(50))
        #expect(draft.lines[0].subject == .account(no: "8300", kind: .giftCard))
    }

    @Test func refundBeforeProcessingReduces() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 3, current: 2, tax: 6, discount: 3)
        making.line("B", 4)
        // A third of 27 after discount, and of the tax.
        making.refund([.init(lineID: id, quantity: 1, restockType: "RETURN", subtotal: making.both(9), tax: making.both(2))], total: 11)
        let draft = try compose(making.stating(26, tax: 4))
        expect(draft, "26")
        #expect(draft.lines[0].quantity == 2)
        #expect(draft.lines[0].discount == 2)
        #expect(draft.lines[0].taxes.map(\.amount) == [4])
    }

    @Test func refundedShippingIsGone() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 2, current: 1)
        making.shipping("Standard", 5, tax: 1)
        making.refund(
            [.init(lineID: id, quantity: 1, restockType: "CANCEL", subtotal: making.both(10), tax: .zero)],
            shipping: [.init(shippingLineID: "gid://shopify/ShippingLine/1", subtotal: making.both(5), tax: making.both(1))],
            total: 16
        )
        let draft = try compose(making.stating(10))
        expect(draft, "10")
        #expect(draft.lines.count == 1)
    }

    /// Three taxes of ten cents, a third of each given back: what is left of them is twenty cents and not twenty-one.
    @Test func whatIsLeftOfSeveralTaxesIsExact() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 3, current: 2)
        let tenth = Decimal(1) / 10
        making.order.lines[0].taxes = ["State", "County", "City"].map { OrderTax(title: $0, rate: nil, amount: making.both(tenth)) }
        making.refund([.init(lineID: id, quantity: 1, restockType: "RETURN", subtotal: making.both(10), tax: making.both(tenth))])
        let draft = try compose(making.stating(20 + tenth * 2, tax: tenth * 2))
        expect(draft, "20.2")
        #expect(draft.lines[0].taxes.map { "\($0.amount)" } == ["0.07", "0.07", "0.06"])
    }

    @Test func shippingThatWasGivenBackWithoutANameIsTakenOffOnce() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.shipping("Standard", 5)
        making.shipping("Island", 4)
        making.refund([], shipping: [.init(shippingLineID: nil, subtotal: making.both(2), tax: .zero)], total: 2)
        let draft = try compose(making.stating(17))
        expect(draft, "17")
        #expect(draft.lines.map(\.unitPrice) == [10, 3, 4])
    }

    @Test func editWithoutRefundIsInProportion() throws {
        var making = OrderMaking()
        making.line("A", 10, quantity: 3, current: 2, tax: Decimal(string: "5.99") ?? 0, discount: 1)
        // 29 less a third (9.67), tax 5.99 less a third (2.00).
        expect(try compose(making.stating(Decimal(string: "23.32") ?? 0)), "23.32")
    }

    @Test func moneyBackWithoutGoods() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.order.refunds = [
            OrderRefund(
                id: "r",
                total: making.both(3),
                adjustments: [.init(reason: "REFUND_DISCREPANCY", amount: making.both(-3), tax: .zero)]
            )
        ]
        let draft = try compose(making.stating(7))
        expect(draft, "7")
        #expect(draft.lines[1].subject == .account(no: "8500", kind: .refund))
    }

    @Test func cashRounding() throws {
        var making = OrderMaking(currency: "CHF")
        making.line("A", Decimal(string: "9.98") ?? 0)
        making.order.totals.rounding = making.both(Decimal(string: "0.02") ?? 0)
        let draft = try compose(making.stating(Decimal(string: "9.98") ?? 0))
        expect(draft, "10")
        #expect(draft.lines[1].subject == .account(no: "8400", kind: .rounding))
    }

    @Test func duties() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.order.lines[0].duties = [OrderDuty(id: "d", price: making.both(2))]
        let draft = try compose(making.stating(12))
        expect(draft, "12")
        #expect(draft.lines[1].subject == .account(no: "8100", kind: .duty))
        making.order.dutiesIncluded = true
        expect(try compose(making.stating(10)), "10")
    }

    @Test func fees() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.order.fees = [OrderFee(id: "f", name: "Handling", price: making.both(3))]
        #expect(try compose(making.stating(13)) { $0.feeAccount = "8600" }.lines[1].subject == .account(no: "8600", kind: .fee))
    }

    @Test(arguments: [("JPY", "1100"), ("KWD", "3.333"), ("EUR", "19.99")]) func currencies(_ currency: String, _ price: String) throws {
        var making = OrderMaking(currency: currency)
        let price = try #require(Decimal(string: price))
        making.line("A", price, quantity: 3)
        let draft = try compose(making.stating(price * 3))
        #expect(total(draft) == price * 3)
        #expect(draft.currency.rawValue == currency)
    }

    @Test func presentmentCurrencyWholly() throws {
        var making = OrderMaking(currency: "EUR", presentment: "JPY", rate: 160)
        making.line("A", 10, quantity: 2, tax: 4, discount: 1)
        making.shipping("Standard", 5)
        let order = making.stating(28, tax: 4)
        let draft = try compose(order) { $0.currencyHandling = .presentment }
        expect(draft, "4480")
        #expect(draft.currency == "JPY")
        #expect(draft.lines.map(\.unitPrice) == [1600, 800])
        expect(try compose(order), "28")
    }

    @Test func exchangedGoodsAreLeftOut() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.line("B", 4)
        making.order.lines[1].isExchange = true
        expect(try compose(making.stating(14)), "10")
    }

    @Test func differenceNamesTheAmounts() throws {
        var making = OrderMaking("#1007")
        making.line("A", 10)
        let error = try #require(throws: ConnectorError.self) { try compose(making.stating(Decimal(string: "10.01") ?? 0)) }
        #expect(error.code == .totalsDiffer)
        #expect(error.message.contains("10.00 EUR"))
        #expect(error.message.contains("10.01 EUR"))
        #expect(error.message.contains("difference of 0.01 EUR"))
        #expect(error.record == "#1007")
    }

    @Test func missingAccountsAreNamed() throws {
        var making = OrderMaking()
        making.line("A", 10)
        making.shipping("Standard", 5)
        let error = try #require(throws: ConnectorError.self) { try compose(making.stating(15)) { $0.shippingAccount = "" } }
        #expect(error.code == .notMapped)
        #expect(error.message.contains("shipping “Standard”"))
        #expect(error.message.contains("Set shippingAccount on the shop card."))
    }

    @Test func headerComesFromTheOrder() throws {
        var making = OrderMaking("#1002")
        making.line("A", 10)
        making.order.fulfillmentStatus = "FULFILLED"
        let order = making.stating(10)
        let draft = try compose(order) { $0.useShopOrderNumber = true }
        #expect(draft.type == .invoice)
        #expect(draft.no == "1002")
        #expect(draft.externalDocumentNo == "#1002")
        #expect(draft.externalID == order.id)
        #expect(draft.sellTo.name == "Ada Byron")
        #expect(draft.documentDate == "2026-05-28")
        #expect(try compose(order) { $0.fulfilledAsInvoices = false }.type == .order)
    }

    @Test func locationIsThatOfTheFulfillmentOrder() throws {
        var making = OrderMaking()
        let id = making.line("A", 10, quantity: 3)
        making.order.fulfillmentOrders = [("1", 1, "L1"), ("2", 2, "L2")].map { identifier, total, place in
            OrderFulfillmentOrder(
                id: identifier,
                status: "OPEN",
                requestStatus: "UNSUBMITTED",
                locationID: place,
                locationName: place,
                lines: [.init(id: identifier, lineID: id, total: total, remaining: total)]
            )
        }
        let order = making.stating(30)
        var mappings = OrderMappings()
        mappings.items[id] = ItemMatch(itemNo: "A", unit: "PCS")
        mappings.locations = ["L1": "EAST", "L2": "WEST"]
        let draft = try SalesDocumentComposer(settings: settings, zone: .gmt).compose(order, mappings)
        #expect(draft.lines[0].location == "WEST")
    }

    @Test func dayIsThatOfTheZone() throws {
        let composer = SalesDocumentComposer(settings: settings, zone: try #require(TimeZone(identifier: "Asia/Tokyo")))
        #expect(composer.day(try #require(Instants.date("2026-08-24T16:00:00Z"))) == "2026-08-25")
    }
}
