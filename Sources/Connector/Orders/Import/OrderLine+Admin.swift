import Foundation
import ShopifyAdmin

extension OrderAttribute {
    init(_ attribute: Admin.CustomAttribute) {
        self.init(key: attribute.key, value: attribute.value ?? "")
    }
}

extension OrderAddress {
    init(_ address: Admin.Address) {
        self.init(
            firstName: address.firstName,
            lastName: address.lastName,
            name: address.name,
            company: address.company,
            address1: address.address1,
            address2: address.address2,
            city: address.city,
            zip: address.zip,
            province: address.province,
            provinceCode: address.provinceCode,
            country: address.country,
            countryCode: address.countryCode,
            phone: address.phone
        )
    }
}

extension OrderTax {
    init(_ tax: Admin.TaxLine) {
        self.init(title: tax.title, rate: tax.rate, amount: Amounts(tax.priceSet), channelLiable: tax.channelLiable ?? false)
    }
}

extension OrderDiscount {
    init(_ discount: Admin.OrderDiscount) {
        self.init(
            name: discount.code ?? discount.title ?? discount.description ?? "",
            allocation: discount.allocationMethod.rawValue,
            selection: discount.targetSelection.rawValue,
            target: discount.targetType.rawValue
        )
    }

    /// By their index, so that allocations find them; a gap is a discount on nothing.
    static func ordered(_ discounts: [Admin.OrderDiscount]) -> [OrderDiscount] {
        let byIndex = Dictionary(discounts.map { ($0.index, $0) }) { first, _ in first }
        guard let last = byIndex.keys.max(), last >= 0, last < 1000 else { return [] }
        return (0...last).map { index in
            byIndex[index].map { OrderDiscount($0) }
                ?? OrderDiscount(name: "", allocation: "EACH", selection: "EXPLICIT", target: "LINE_ITEM")
        }
    }
}

extension OrderLine {
    init(_ line: Admin.OrderLine) {
        self.init(
            id: line.id,
            title: line.title,
            variantTitle: line.variantTitle,
            sku: line.sku,
            vendor: line.vendor,
            variantID: line.variant?.id,
            productID: line.product?.id,
            barcode: line.variant?.barcode,
            quantity: line.quantity,
            currentQuantity: line.currentQuantity,
            requiresShipping: line.requiresShipping,
            taxable: line.taxable,
            isGiftCard: line.isGiftCard,
            unitPrice: Amounts(line.originalUnitPriceSet),
            discounts: line.discountAllocations.map(OrderLine.Discount.init),
            taxes: line.taxLines.map(OrderTax.init),
            duties: line.duties.map { OrderDuty(id: $0.id, price: Amounts($0.price), taxes: $0.taxLines.map(OrderTax.init)) },
            attributes: line.customAttributes.map(OrderAttribute.init),
            bundle: line.lineItemGroup.map {
                Bundle(id: $0.id, title: $0.title, quantity: $0.quantity, variantID: $0.variantId)
            }
        )
    }
}

extension OrderLine.Discount {
    init(_ share: Admin.DiscountShare) {
        self.init(amount: Amounts(share.allocatedAmountSet), application: share.discountApplication.index)
    }
}

extension OrderShippingLine {
    init(_ line: Admin.OrderShippingLine) {
        self.init(
            id: line.id,
            title: line.title,
            code: line.code,
            source: line.source,
            carrier: line.carrierIdentifier,
            price: Amounts(line.originalPriceSet),
            discounts: line.discountAllocations.map(OrderLine.Discount.init),
            taxes: line.taxLines.map(OrderTax.init),
            isRemoved: line.isRemoved
        )
    }
}

extension OrderTransaction {
    init(_ payment: Admin.OrderPayment) {
        self.init(
            id: payment.id,
            kind: payment.kind.rawValue,
            status: payment.status.rawValue,
            gateway: payment.gateway,
            cardCompany: payment.paymentDetails?.company,
            amount: Amounts(payment.amountSet),
            rounding: payment.amountRoundingSet.map { Amounts($0) },
            processedAt: payment.processedAt,
            parentID: payment.parentTransaction?.id,
            paymentID: payment.paymentId
        )
    }
}

extension OrderFulfillmentOrder {
    init(_ order: Admin.FulfillmentOrder) {
        self.init(
            id: order.id,
            status: order.status.rawValue,
            requestStatus: order.requestStatus.rawValue,
            locationID: order.assignedLocation.location?.id,
            locationName: order.assignedLocation.name,
            deliveryMethod: order.deliveryMethod?.methodType.rawValue,
            lines: order.lineItems.nodes.map(Line.init)
        )
    }
}

extension OrderFulfillmentOrder.Line {
    init(_ line: Admin.FulfillmentOrderLine) {
        self.init(id: line.id, lineID: line.lineItem.id, total: line.totalQuantity, remaining: line.remainingQuantity)
    }
}

extension OrderFulfillment {
    init(_ shipment: Admin.Shipment) {
        self.init(
            id: shipment.id,
            name: shipment.name,
            status: shipment.status.rawValue,
            locationID: shipment.location?.id,
            tracking: shipment.trackingInfo.map { Tracking(number: $0.number, company: $0.company, url: $0.url) },
            lines: shipment.fulfillmentLineItems.nodes.map(Line.init)
        )
    }
}

extension OrderFulfillment.Line {
    init(_ line: Admin.ShipmentLine) {
        self.init(lineID: line.lineItem.id, quantity: line.quantity ?? 0)
    }
}

extension OrderRefund {
    init(_ refund: Admin.Refund, _ payments: [Admin.OrderPayment]) {
        let ids = Set(refund.transactions.nodes.map(\.id))
        self.init(
            id: refund.id,
            createdAt: refund.createdAt ?? refund.processedAt,
            note: refund.note,
            total: Amounts(refund.totalRefundedSet),
            lines: refund.refundLineItems.nodes.map(Line.init),
            shipping: refund.refundShippingLines.nodes.map(Shipping.init),
            adjustments: refund.orderAdjustments.nodes.map(Adjustment.init),
            transactions: payments.filter { ids.contains($0.id) }.map(OrderTransaction.init),
            duties: refund.duties?.map { Amounts($0.amountSet) } ?? [],
            returnID: refund.return?.id
        )
    }
}

extension OrderRefund.Line {
    init(_ line: Admin.RefundLine) {
        self.init(
            lineID: line.lineItem.id,
            quantity: line.quantity,
            restockType: line.restockType.rawValue,
            subtotal: Amounts(line.subtotalSet),
            tax: Amounts(line.totalTaxSet),
            locationID: line.location?.id
        )
    }
}

extension OrderRefund.Shipping {
    init(_ shipping: Admin.RefundShipping) {
        self.init(
            shippingLineID: shipping.shippingLine.id,
            subtotal: Amounts(shipping.subtotalAmountSet),
            tax: Amounts(shipping.taxAmountSet)
        )
    }
}

extension OrderRefund.Adjustment {
    init(_ adjustment: Admin.RefundAdjustment) {
        self.init(reason: adjustment.reason?.rawValue, amount: Amounts(adjustment.amountSet), tax: Amounts(adjustment.taxAmountSet))
    }
}
