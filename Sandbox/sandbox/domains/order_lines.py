"""Lines and shipping lines of orders."""

from ..engine.registry import field
from ..model import money
from .common import attributes, bag, scalar

LINE_BAGS = {
    "originalUnitPriceSet": lambda n: n.unit_price,
    "originalTotalSet": lambda n: n.original,
    "totalDiscountSet": lambda n: line_discount(n, True),
    "discountedUnitPriceSet": lambda n: unit(n, money.subtract(n.original, line_discount(n, False))),
    "discountedUnitPriceAfterAllDiscountsSet": lambda n: unit(n, n.net),
    "priceAfterAllDiscountsBeforeTaxesSet": lambda n: before_taxes(n),
    "unfulfilledDiscountedTotalSet": lambda n: n.share(money.subtract(n.original, line_discount(n, False)), n.unfulfilled_quantity),
    "unfulfilledOriginalTotalSet": lambda n: money.times(n.unit_price, n.unfulfilled_quantity),
}
SHIPPING_BAGS = {
    "originalPriceSet": lambda s: s.price,
    "discountedPriceSet": lambda s: s.net,
    "currentDiscountedPriceSet": lambda s: money.ZERO if s.removed else money.subtract(s.net, s.refunded),
}


def line_discount(line, with_codes):
    """Discounts made for the line itself, without those of the whole order."""
    return money.total(
        [a.amount for a in line.allocations if a.application.level == "line" and (with_codes or a.application.kind != "code")]
    )


def unit(line, amount):
    return line.share(amount, 1)


def before_taxes(line):
    value = line.current_net
    return money.subtract(value, line.current_tax) if line.order.taxes_included else value


def _register():
    for name, getter in LINE_BAGS.items():
        field(f"LineItem.{name}")(lambda n, a, c, g=getter: (n.order.currency, n.order.presentment, *g(n)))
        old = name.removesuffix("Set")
        field(f"LineItem.{old}")(lambda n, a, c, g=getter: scalar(n.order, g(n)))
    for name, getter in SHIPPING_BAGS.items():
        field(f"ShippingLine.{name}")(lambda s, a, c, g=getter: bag(s.order, g(s)))


_register()


@field("LineItem.discountedTotalSet")
def _(n, a, c):
    return bag(n.order, money.subtract(n.original, line_discount(n, bool(a.get("withCodeDiscounts")))))


@field("LineItem.discountAllocations", "ShippingLine.discountAllocations")
def _(n, a, c):
    return n.allocations


@field("LineItem.name")
def _(n, a, c):
    return f"{n.title} - {n.variant_title}" if n.variant_title else n.title


@field("LineItem.isGiftCard")
def _(n, a, c):
    return n.kind == "gift_card"


@field("LineItem.refundableQuantity")
def _(n, a, c):
    return n.current_quantity


@field("LineItem.nonFulfillableQuantity")
def _(n, a, c):
    return n.gone if n.kind == "item" else n.quantity


@field("LineItem.fulfillableQuantity")
def _(n, a, c):
    return n.unfulfilled_quantity if n.kind == "item" else 0


@field("LineItem.fulfillmentStatus")
def _(n, a, c):
    return "fulfilled" if n.fulfilled >= n.quantity else "partial" if n.fulfilled else "unfulfilled"


@field("LineItem.restockable", "LineItem.merchantEditable")
def _(n, a, c):
    return n.variant is not None


@field("LineItem.customAttributes")
def _(n, a, c):
    return attributes(n.custom_attributes)


@field("LineItem.taxLines")
def _(n, a, c):
    return n.tax_lines if a.get("first") is None else n.tax_lines[: a["first"]]


@field("LineItem.duties")
def _(n, a, c):
    return [
        {
            "__typename": "Duty",
            "id": f"gid://shopify/Duty/{n.number}{i}",
            "price": bag(n.order, d.price),
            "taxLines": d.tax_lines,
            "harmonizedSystemCode": d.code,
            "countryCodeOfOrigin": d.country,
        }
        for i, d in enumerate(n.duties)
    ]


@field("LineItem.weight")
def _(n, a, c):
    return {"__typename": "Weight", "value": n.grams / 1000, "unit": "KILOGRAMS"} if n.grams else None


@field("LineItem.lineItemGroup")
def _(n, a, c):
    if not n.group:
        return None
    return {"__typename": "LineItemGroup", "customAttributes": [], "productId": None, **n.group}


@field("ShippingLine.originalPrice")
def _(s, a, c):
    return (s.order.currency, s.price[0])


@field("ShippingLine.discountedPrice")
def _(s, a, c):
    return (s.order.currency, s.net[0])


@field("ShippingLine.price")
def _(s, a, c):
    return scalar(s.order, s.price)


@field("ShippingLine.custom")
def _(s, a, c):
    return s.source is None


@field("ShippingLine.isRemoved")
def _(s, a, c):
    return s.removed


@field("ShippingLine.carrierIdentifier")
def _(s, a, c):
    return s.carrier
