"""Refunds and returns: reading."""

from ..engine.registry import field
from ..model.base import iso, number_in
from .common import bag, scalar


@field("Refund.createdAt", "Refund.processedAt")
def _(r, a, c):
    return iso(r.created_at)


@field("Refund.updatedAt")
def _(r, a, c):
    return iso(r.updated_at)


@field("Refund.totalRefundedSet")
def _(r, a, c):
    return bag(r.order, r.total)


@field("Refund.totalRefunded")
def _(r, a, c):
    return (r.order.currency, r.total[0])


@field("Refund.refundLineItems")
def _(r, a, c):
    return r.lines


@field("Refund.refundShippingLines")
def _(r, a, c):
    return r.shipping_lines


@field("Refund.orderAdjustments")
def _(r, a, c):
    return r.adjustments


@field("Refund.return")
def _(r, a, c):
    return r.return_


@field("Refund.duties")
def _(r, a, c):
    return [{"__typename": "RefundDuty", "amountSet": bag(r.order, amount), "originalDuty": None} for amount in r.duties]


@field("RefundLineItem.lineItem")
def _(x, a, c):
    return x.line


@field("RefundLineItem.priceSet")
def _(x, a, c):
    return bag(x.line.order, x.line.unit_price)


@field("RefundLineItem.subtotalSet")
def _(x, a, c):
    return bag(x.line.order, x.subtotal)


@field("RefundLineItem.totalTaxSet")
def _(x, a, c):
    return bag(x.line.order, x.tax)


@field("RefundLineItem.price")
def _(x, a, c):
    return scalar(x.line.order, x.line.unit_price)


@field("RefundLineItem.subtotal")
def _(x, a, c):
    return scalar(x.line.order, x.subtotal)


@field("RefundLineItem.totalTax")
def _(x, a, c):
    return scalar(x.line.order, x.tax)


@field("RefundLineItem.restockType")
def _(x, a, c):
    return x.restock


@field("RefundLineItem.restocked")
def _(x, a, c):
    return x.restock != "NO_RESTOCK"


@field("RefundShippingLine.subtotalAmountSet")
def _(x, a, c):
    return bag(x.refund.order, x.subtotal)


@field("RefundShippingLine.taxAmountSet")
def _(x, a, c):
    return bag(x.refund.order, x.tax)


@field("OrderAdjustment.amountSet")
def _(x, a, c):
    return bag(x.refund.order, x.amount)


@field("OrderAdjustment.taxAmountSet")
def _(x, a, c):
    return bag(x.refund.order, x.tax)


@field("Return.createdAt")
def _(r, a, c):
    return iso(r.created_at)


@field("Return.closedAt")
def _(r, a, c):
    return iso(r.closed_at)


@field("Return.requestApprovedAt")
def _(r, a, c):
    return iso(r.approved_at)


@field("Return.returnLineItems")
def _(r, a, c):
    return r.lines


@field("Return.exchangeLineItems")
def _(r, a, c):
    return r.exchange_lines


@field("Return.totalQuantity")
def _(r, a, c):
    return sum(x.quantity for x in r.lines)


@field("Return.transactions")
def _(r, a, c):
    return [t for refund in r.refunds for t in refund.transactions]


@field("Return.returnShippingFees")
def _(r, a, c):
    return [
        {"__typename": "ReturnShippingFee", "id": f"gid://shopify/ReturnShippingFee/{r.number}{i}", "amountSet": bag(r.order, f)}
        for i, f in enumerate(r.fees)
    ]


@field("Return.decline")
def _(r, a, c):
    return {"__typename": "ReturnDecline", **r.decline} if r.decline else None


@field("ReturnLineItem.fulfillmentLineItem")
def _(x, a, c):
    return x.fulfillment_line


@field("ReturnLineItem.refundedQuantity")
def _(x, a, c):
    return x.refunded


@field("ReturnLineItem.refundableQuantity")
def _(x, a, c):
    return x.quantity - x.refunded


@field("ReturnLineItem.processedQuantity")
def _(x, a, c):
    return x.processed


@field("ReturnLineItem.processableQuantity", "ReturnLineItem.unprocessedQuantity")
def _(x, a, c):
    return x.quantity - x.processed


@field("ReturnLineItem.returnReason")
def _(x, a, c):
    return x.reason


@field("ReturnLineItem.returnReasonNote")
def _(x, a, c):
    return x.note


@field("ReturnLineItem.withCodeDiscountedTotalPriceSet")
def _(x, a, c):
    line = x.fulfillment_line.line
    return bag(line.order, line.share(line.net, x.quantity))


@field("ReturnLineItem.restockingFee")
def _(x, a, c):
    if not x.restocking_percent:
        return None
    line = x.fulfillment_line.line
    share = line.share(line.net, x.quantity)
    amount = (round(share[0] * x.restocking_percent / 100), round(share[1] * x.restocking_percent / 100))
    return {
        "__typename": "RestockingFee",
        "id": f"gid://shopify/RestockingFee/{x.number}",
        "percentage": float(x.restocking_percent),
        "amountSet": bag(line.order, amount),
    }


@field("ExchangeLineItem.lineItems")
def _(x, a, c):
    return [x.line] if x.line else []


@field("ExchangeLineItem.lineItem")
def _(x, a, c):
    return x.line


@field("ExchangeLineItem.variantId")
def _(x, a, c):
    return x.variant.id if x.variant else None


@field("ExchangeLineItem.processedQuantity")
def _(x, a, c):
    return x.processed


@field("ExchangeLineItem.processableQuantity", "ExchangeLineItem.unprocessedQuantity")
def _(x, a, c):
    return x.quantity - x.processed


@field("QueryRoot.refund")
def _(o, a, c):
    return c.shop.find("Refund", number_in(a["id"]))


@field("QueryRoot.return")
def _(o, a, c):
    return c.shop.find("Return", number_in(a["id"]))
