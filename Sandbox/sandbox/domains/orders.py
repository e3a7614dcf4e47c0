"""Orders: every sum in both currencies, lines, shipping, taxes."""

from ..engine.registry import field
from ..model import money
from ..model.base import iso, number_in
from .common import attributes, bag, count, scalar

ORDER_BAGS = {
    "totalPriceSet": lambda o: o.total,
    "currentTotalPriceSet": lambda o: o.current_total,
    "originalTotalPriceSet": lambda o: o.original_total or o.total,
    "subtotalPriceSet": lambda o: o.subtotal,
    "currentSubtotalPriceSet": lambda o: o.current_subtotal,
    "totalTaxSet": lambda o: o.tax,
    "currentTotalTaxSet": lambda o: o.current_tax,
    "totalDiscountsSet": lambda o: o.discount,
    "currentTotalDiscountsSet": lambda o: o.current_discount,
    "cartDiscountAmountSet": lambda o: cart_discount(o),
    "currentCartDiscountAmountSet": lambda o: current_cart_discount(o),
    "totalShippingPriceSet": lambda o: o.shipping_price,
    "currentShippingPriceSet": lambda o: o.current_shipping,
    "totalReceivedSet": lambda o: o.received,
    "totalRefundedSet": lambda o: o.refunded,
    "netPaymentSet": lambda o: o.net_payment,
    "totalRefundedShippingSet": lambda o: money.total([s.refunded for s in o.shipping_lines]),
    "totalOutstandingSet": lambda o: o.outstanding,
    "totalCapturableSet": lambda o: o.capturable,
    "totalTipReceivedSet": lambda o: o.tips,
    "refundDiscrepancySet": lambda o: o.refund_discrepancy,
}
OPTIONAL_BAGS = {
    "originalTotalDutiesSet": lambda o: o.duty if o.duties else None,
    "currentTotalDutiesSet": lambda o: o.current_duty if o.duties else None,
    "originalTotalAdditionalFeesSet": lambda o: o.fee if o.fees else None,
    "currentTotalAdditionalFeesSet": lambda o: o.fee if o.fees else None,
}
ORDER_SCALARS = {
    "totalPrice": "total",
    "subtotalPrice": "subtotal",
    "totalTax": "tax",
    "totalDiscounts": "discount",
    "totalShippingPrice": "shipping_price",
    "totalReceived": "received",
    "totalRefunded": "refunded",
    "netPayment": "net_payment",
    "totalCapturable": "capturable",
}


def cart_discount(order):
    return money.total([a.amount for line in order.lines for a in line.allocations if a.application.level == "order"])


def current_cart_discount(order):
    parts = []
    for line in order.lines:
        whole = money.total([a.amount for a in line.allocations if a.application.level == "order"])
        parts.append(money.subtract(whole, line.share(whole, line.gone)))
    return money.total(parts)


def _register():
    for name, getter in ORDER_BAGS.items():
        field(f"Order.{name}")(lambda o, a, c, g=getter: (o.currency, o.presentment, *g(o)))
    for name, getter in OPTIONAL_BAGS.items():

        def optional(o, a, c, g=getter):
            value = g(o)
            return None if value is None else bag(o, value)

        field(f"Order.{name}")(optional)
    for name, attribute in ORDER_SCALARS.items():
        field(f"Order.{name}")(lambda o, a, c, n=attribute: scalar(o, getattr(o, n)))
    for attribute in ("created_at", "updated_at", "processed_at", "closed_at", "cancelled_at"):
        head, tail = attribute.split("_")
        field(f"Order.{head}{tail.title()}")(lambda o, a, c, n=attribute: iso(getattr(o, n)))


_register()


@field("Order.displayFinancialStatus")
def _(o, a, c):
    return o.financial_status


@field("Order.displayFulfillmentStatus")
def _(o, a, c):
    return o.fulfillment_status


@field("Order.number")
def _(o, a, c):
    return o.order_number


@field("Order.closed")
def _(o, a, c):
    return o.closed_at is not None


@field("Order.currencyCode")
def _(o, a, c):
    return o.currency


@field("Order.presentmentCurrencyCode")
def _(o, a, c):
    return o.presentment


@field("Order.lineItems")
def _(o, a, c):
    return o.lines


@field("Order.nonFulfillableLineItems")
def _(o, a, c):
    return [line for line in o.lines if line.kind == "tip"]


@field("Order.shippingLines")
def _(o, a, c):
    return [s for s in o.shipping_lines if a.get("includeRemovals") or not s.removed]


@field("Order.shippingLine")
def _(o, a, c):
    return next((s for s in o.shipping_lines if not s.removed), None)


@field("Order.billingAddress")
def _(o, a, c):
    return o.billing


@field("Order.shippingAddress", "Order.displayAddress")
def _(o, a, c):
    return o.shipping


@field("Order.billingAddressMatchesShippingAddress")
def _(o, a, c):
    return o.billing == o.shipping


@field("Order.discountApplications")
def _(o, a, c):
    return o.discounts


@field("Order.discountCodes")
def _(o, a, c):
    return [d.title for d in o.discounts if d.kind == "code"]


@field("Order.discountCode")
def _(o, a, c):
    return next((d.title for d in o.discounts if d.kind == "code"), None)


def summed_tax_lines(order, current):
    sums = {}
    for owner in [*order.lines, *(s for s in order.shipping_lines if not s.removed)]:
        for tax in owner.tax_lines:
            price = tax.price
            gone = getattr(owner, "gone", 0)
            if current and gone:
                price = money.subtract(price, owner.share(price, gone))
            key = (tax.title, tax.rate, tax.channel_liable)
            sums[key] = money.add(sums.get(key, money.ZERO), price)
    return [
        {
            "__typename": "TaxLine",
            "title": t,
            "rate": r,
            "ratePercentage": percentage(r),
            "channelLiable": liable,
            "source": None,
            "priceSet": bag(order, price),
            "price": scalar(order, price),
        }
        for (t, r, liable), price in sums.items()
    ]


def percentage(rate):
    return round(rate * 100, 6)


@field("Order.taxLines")
def _(o, a, c):
    return summed_tax_lines(o, False)


@field("Order.currentTaxLines")
def _(o, a, c):
    return summed_tax_lines(o, True)


@field("TaxLine.priceSet")
def _(t, a, c):
    return bag(t.order, t.price)


@field("TaxLine.price")
def _(t, a, c):
    return scalar(t.order, t.price)


@field("TaxLine.ratePercentage")
def _(t, a, c):
    return percentage(t.rate)


@field("Order.subtotalLineItemsQuantity")
def _(o, a, c):
    return sum(n.quantity for n in o.lines if n.kind == "item")


@field("Order.currentSubtotalLineItemsQuantity")
def _(o, a, c):
    return sum(n.current_quantity for n in o.lines if n.kind == "item")


@field("Order.customAttributes")
def _(o, a, c):
    return attributes(o.custom_attributes)


@field("Order.fullyPaid")
def _(o, a, c):
    return o.due[0] <= 0


@field("Order.unpaid")
def _(o, a, c):
    return not o.received[0] and o.total[0] > 0


@field("Order.canMarkAsPaid")
def _(o, a, c):
    return o.cancelled_at is None and o.due[0] > 0


@field("Order.capturable")
def _(o, a, c):
    return o.capturable[0] > 0


@field("Order.refundable")
def _(o, a, c):
    return o.net_payment[0] > 0


@field("Order.restockable", "Order.merchantEditable")
def _(o, a, c):
    return o.cancelled_at is None


@field("Order.canNotifyCustomer")
def _(o, a, c):
    return bool(o.email)


@field("Order.requiresShipping")
def _(o, a, c):
    return any(n.requires_shipping for n in o.lines)


@field("Order.fulfillable")
def _(o, a, c):
    return any(n.unfulfilled_quantity for n in o.lines if n.kind == "item")


@field("Order.paymentGatewayNames")
def _(o, a, c):
    return list(dict.fromkeys(t.gateway for t in o.transactions))


@field("Order.transactions")
def _(o, a, c):
    found = o.transactions
    if a.get("capturable"):
        found = [t for t in found if t.kind == "AUTHORIZATION"]
    return found if a.get("first") is None else found[: a["first"]]


@field("Order.transactionsCount")
def _(o, a, c):
    return count(len(o.transactions))


@field("Order.refunds")
def _(o, a, c):
    return o.refunds if a.get("first") is None else o.refunds[: a["first"]]


@field("Order.fulfillments")
def _(o, a, c):
    return o.fulfillments if a.get("first") is None else o.fulfillments[: a["first"]]


@field("Order.fulfillmentsCount")
def _(o, a, c):
    return count(len(o.fulfillments))


@field("Order.totalCashRoundingAdjustment")
def _(o, a, c):
    return {"__typename": "CashRoundingAdjustment", "paymentSet": bag(o, o.payment_rounding), "refundSet": bag(o, o.refund_rounding)}


@field("Order.risk")
def _(o, a, c):
    level = (o.risk or {}).get("level")
    if not level:
        return {"__typename": "OrderRiskSummary", "recommendation": "NONE", "assessments": []}
    facts = [{"__typename": "RiskFact", "description": d, "sentiment": s} for d, s in o.risk.get("facts", ())]
    return {
        "__typename": "OrderRiskSummary",
        "recommendation": {"HIGH": "CANCEL", "MEDIUM": "INVESTIGATE"}.get(level, "ACCEPT"),
        "assessments": [{"__typename": "OrderRiskAssessment", "riskLevel": level, "facts": facts, "provider": None}],
    }


@field("Order.currentTotalWeight", "Order.totalWeight")
def _(o, a, c):
    return str(sum(n.grams * n.quantity for n in o.lines))


@field("Order.customerLocale")
def _(o, a, c):
    return o.locale


@field("Order.statusPageUrl")
def _(o, a, c):
    return f"https://{o.shop.domain}/orders/{o.number}/authenticate"


@field("Order.confirmationNumber")
def _(o, a, c):
    return f"B{o.number % 10**8:08d}"


@field("Order.cancellation")
def _(o, a, c):
    return {"__typename": "OrderCancellation", "staffNote": o.cancel_note} if o.cancelled_at else None


@field("Order.returnStatus")
def _(o, a, c):
    return o.return_status


@field("Order.purchasingEntity")
def _(o, a, c):
    if o.company:
        return {
            "__typename": "PurchasingCompany",
            "company": o.company[0],
            "location": o.company[1],
            "contact": o.company[2] if len(o.company) > 2 else None,
        }
    return o.customer


@field("Order.paymentTerms")
def _(o, a, c):
    return payment_terms(o)


def payment_terms(o):
    terms = o.payment_terms
    if not terms:
        return None
    due = o.due[1] > 0
    result = {
        "__typename": "PaymentTerms",
        "id": f"gid://shopify/PaymentTerms/{o.number}",
        "paymentTermsName": terms["name"],
        "translatedName": terms["name"],
        "paymentTermsType": terms["type"],
        "dueInDays": terms.get("days"),
        "due": due,
        "overdue": False,
        "order": o,
        "draftOrder": None,
    }
    schedule = {
        "__typename": "PaymentSchedule",
        "id": f"gid://shopify/PaymentSchedule/{o.number}",
        "amount": (o.presentment, o.total[1]),
        "balanceDue": (o.presentment, max(0, o.due[1])),
        "totalBalance": (o.presentment, max(0, o.due[1])),
        "due": due,
        "completedAt": None if due else iso(o.updated_at),
        "dueAt": iso(o.created_at + 86_400 * (terms.get("days") or 0)),
        "issuedAt": iso(o.created_at),
        "paymentTerms": result,
    }
    result["paymentSchedules"] = [schedule]
    return result


@field("Order.additionalFees")
def _(o, a, c):
    return [
        {
            "__typename": "AdditionalFee",
            "id": f"gid://shopify/AdditionalFee/{o.number}{i}",
            "name": f.title,
            "price": bag(o, f.price),
            "taxLines": f.tax_lines,
        }
        for i, f in enumerate(o.fees)
    ]


@field("Order.app")
def _(o, a, c):
    return {"__typename": "OrderApp", "id": "gid://shopify/App/580111", "name": "Online Store"}


@field("Order.attribution")
def _(o, a, c):
    return {"__typename": "OrderAttribution", "displayName": "Online Store", "handle": o.source_name or "web", "icon": None}


@field("Order.channelInformation")
def _(o, a, c):
    return {
        "__typename": "ChannelInformation",
        "id": f"gid://shopify/ChannelInformation/{o.number}",
        "channelId": "gid://shopify/Channel/1",
        "displayName": "Online Store",
        "channelDefinition": {
            "__typename": "ChannelDefinition",
            "id": "gid://shopify/ChannelDefinition/1",
            "handle": "online_store",
            "channelName": "Online Store",
            "subChannelName": "Online Store",
            "isMarketplace": False,
        },
    }


@field("Order.retailLocation", "Order.physicalLocation")
def _(o, a, c):
    return o.retail_location


@field("QueryRoot.orders")
def _(o, a, c):
    return c.shop.orders.page(a, also=recent_only(c))


RECENT_DAYS = 60


def recent_only(c):
    """Without `read_all_orders` an app sees the orders of the last 60 days."""
    if "read_all_orders" in c.scopes:
        return None
    since = c.shop.now() - RECENT_DAYS * 86_400
    return lambda o: o.__class__ is dict or o.created_at >= since


@field("QueryRoot.order")
def _(o, a, c):
    return c.shop.orders.get(number_in(a["id"]))


@field("QueryRoot.ordersCount")
def _(o, a, c):
    number, limit = c.shop.orders.count(a.get("query")), a.get("limit", 10_000)
    over = limit is not None and number > limit
    return {"__typename": "Count", "count": limit if over else number, "precision": "AT_LEAST" if over else "EXACT"}
