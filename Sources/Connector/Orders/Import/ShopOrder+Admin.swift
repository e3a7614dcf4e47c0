import BackOffice
import Foundation
import ShopifyAdmin

extension ShopOrder {
    /// The order out of Shopify's answer. Lists that were cut off after their first page are as short here; `AdminOrderSource` reads on.
    init(_ order: Admin.Order) {
        self.init(
            id: order.id,
            name: order.name,
            number: order.number,
            createdAt: order.createdAt,
            updatedAt: order.updatedAt,
            processedAt: order.processedAt,
            fulfillmentStatus: order.displayFulfillmentStatus.rawValue,
            returnStatus: order.returnStatus.rawValue,
            currency: order.currencyCode,
            presentmentCurrency: order.presentmentCurrencyCode,
            totals: OrderTotals(order)
        )
        cancelledAt = order.cancelledAt
        cancelReason = order.cancelReason?.rawValue
        closedAt = order.closedAt
        test = order.test
        confirmed = order.confirmed
        edited = order.edited
        taxesIncluded = order.taxesIncluded
        taxExempt = order.taxExempt
        dutiesIncluded = order.dutiesIncluded
        financialStatus = order.displayFinancialStatus?.rawValue
        email = order.email
        phone = order.phone
        note = order.note
        poNumber = order.poNumber
        tags = order.tags
        sourceName = order.sourceName
        channel = order.app?.name
        locale = order.customerLocale
        discountCodes = order.discountCodes
        gateways = order.paymentGatewayNames
        attributes = order.customAttributes.map(OrderAttribute.init)
        customer = order.customer.map(OrderCustomer.init)
        company = order.purchasingEntity.flatMap(OrderCompany.init)
        billingAddress = order.billingAddress.map(OrderAddress.init)
        shippingAddress = order.shippingAddress.map(OrderAddress.init)
        discounts = OrderDiscount.ordered(order.discountApplications.nodes)
        lines = order.lineItems.nodes.map(OrderLine.init)
        shippingLines = order.shippingLines.nodes.map(OrderShippingLine.init)
        fees = order.additionalFees.map {
            OrderFee(id: $0.id, name: $0.name, price: Amounts($0.price), taxes: $0.taxLines.map(OrderTax.init))
        }
        taxes = order.currentTaxLines.map(OrderTax.init)
        transactions = order.transactions.map(OrderTransaction.init)
        fulfillmentOrders = order.fulfillmentOrders?.nodes.map(OrderFulfillmentOrder.init) ?? []
        fulfillments = order.fulfillments.map(OrderFulfillment.init)
        refunds = order.refunds.map { OrderRefund($0, order.transactions) }
        // Their lines come by `ReturnsByIDs`.
        returns = order.returns?.nodes.map { OrderReturn(id: $0.id, name: "", status: $0.status.rawValue, lines: []) } ?? []
        paymentTerms = order.paymentTerms.map(OrderPaymentTerms.init)
        riskRecommendation = order.risk.recommendation.rawValue
        riskLevel = Self.highest(order.risk.assessments.map(\.riskLevel.rawValue))
    }

    private static func highest(_ levels: [String]) -> String? {
        ["HIGH", "MEDIUM", "LOW", "PENDING", "NONE"].first(where: levels.contains)
    }
}

extension Amounts {
    init(_ set: Admin.MoneySet) {
        self.init(shop: set.shopMoney.amount, presentment: set.presentmentMoney.amount)
    }

    init(_ set: Admin.MoneySet?) {
        self = set.map { Amounts($0) } ?? .zero
    }
}

extension OrderTotals {
    init(_ order: Admin.Order) {
        self.init(
            total: Amounts(order.totalPriceSet),
            current: Amounts(order.currentTotalPriceSet),
            currentSubtotal: Amounts(order.currentSubtotalPriceSet),
            currentTax: Amounts(order.currentTotalTaxSet),
            currentDiscounts: Amounts(order.currentTotalDiscountsSet),
            currentShipping: Amounts(order.currentShippingPriceSet),
            currentDuties: Amounts(order.currentTotalDutiesSet),
            currentFees: Amounts(order.currentTotalAdditionalFeesSet),
            tip: Amounts(order.totalTipReceivedSet),
            rounding: Amounts(order.totalCashRoundingAdjustment.paymentSet),
            refundRounding: Amounts(order.totalCashRoundingAdjustment.refundSet),
            refunded: Amounts(order.totalRefundedSet),
            received: Amounts(order.totalReceivedSet),
            outstanding: Amounts(order.totalOutstandingSet)
        )
    }
}

extension OrderCustomer {
    init(_ customer: Admin.Order.Customer) {
        self.init(
            id: customer.id,
            firstName: customer.firstName,
            lastName: customer.lastName,
            displayName: customer.displayName,
            email: customer.defaultEmailAddress?.emailAddress,
            phone: customer.defaultPhoneNumber?.phoneNumber,
            locale: customer.locale,
            taxExempt: customer.taxExempt
        )
    }
}

extension OrderCompany {
    init?(_ entity: Admin.Order.PurchasingEntity) {
        guard let company = entity.company, let location = entity.location else { return nil }
        self.init(id: company.id, name: company.name, externalID: company.externalId, locationID: location.id, locationName: location.name)
    }
}

extension OrderPaymentTerms {
    init(_ terms: Admin.Order.PaymentTerms) {
        self.init(
            name: terms.paymentTermsName,
            type: terms.paymentTermsType.rawValue,
            dueInDays: terms.dueInDays,
            due: terms.paymentSchedules.nodes.compactMap(\.dueAt)
        )
    }
}
