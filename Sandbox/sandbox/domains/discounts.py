"""Discount applications and what they gave to lines."""

from ..engine.registry import field
from ..model.money import text
from .common import bag

KINDS = ("DiscountCodeApplication", "AutomaticDiscountApplication", "ManualDiscountApplication", "ScriptDiscountApplication")


def each(name):
    return field(*(f"{kind}.{name}" for kind in KINDS))


@each("allocationMethod")
def _(d, a, c):
    return d.allocation


@each("targetSelection")
def _(d, a, c):
    return d.selection


@each("targetType")
def _(d, a, c):
    return d.target


@each("value")
def _(d, a, c):
    if d.percent is not None:
        return {"__typename": "PricingPercentageValue", "percentage": float(d.percent)}
    return {"__typename": "MoneyV2", "amount": text(d.order.presentment, d.amount[1]), "currencyCode": d.order.presentment}


@field("DiscountCodeApplication.code")
def _(d, a, c):
    return d.title


@field("DiscountAllocation.allocatedAmountSet")
def _(x, a, c):
    return bag(x.application.order, x.amount)


@field("DiscountAllocation.allocatedAmount")
def _(x, a, c):
    return (x.application.order.currency, x.amount[0])


@field("DiscountAllocation.discountApplication")
def _(x, a, c):
    return x.application
