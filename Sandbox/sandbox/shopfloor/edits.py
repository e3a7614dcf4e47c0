"""Order edits: lines added, quantities changed."""

from ..model import money
from ..model.fulfillment import FulfillmentOrderLine
from ..model.order import Line
from . import orders as floor
from .builder import add_fulfillment_order, tax_owner


def rate_of(order):
    """Presentment minor units for one minor unit of the shop's currency, as (numerator, denominator)."""
    for line in order.lines:
        if line.unit_price[0]:
            return line.unit_price[1], line.unit_price[0]
    return 1, 1


def add_line(shop, order, variant, quantity, title=None, minor=None):
    """A new line, taxed as the order's other lines are; it is put on an open fulfillment order."""
    numerator, denominator = rate_of(order) if order.presentment != order.currency else (1, 1)
    price = variant.price if minor is None else minor
    line = Line(
        shop.numbers.next("LineItem"),
        order,
        title or variant.product.title,
        quantity,
        (price, money.divide(price * numerator, denominator)),
    )
    if variant is not None:
        line.variant, line.product, line.sku, line.vendor = variant, variant.product, variant.sku, variant.product.vendor
        line.variant_title = None if variant.title == "Default Title" else variant.title
        line.requires_shipping, line.taxable = variant.item.requires_shipping, variant.taxable
    line.added = True
    rates = next(([(t.title, t.rate) for t in n.tax_lines] for n in order.lines if n.tax_lines), [])
    if rates and line.taxable:
        tax_owner(order, line, rates)
    order.lines.append(shop.keep(line))
    if line.kind == "item":
        ship_also(shop, order, line, quantity)
    return line


def ship_also(shop, order, line, quantity):
    for fulfillment_order in order.fulfillment_orders:
        if fulfillment_order.status == "OPEN":
            part = FulfillmentOrderLine(shop.numbers.next("FulfillmentOrderLineItem"), fulfillment_order, line, quantity)
            fulfillment_order.lines.append(shop.keep(part))
            shop.touch(fulfillment_order)
            return
    made = add_fulfillment_order(shop, order, shop.main_location(), [line], shop.now())
    if order.number in shop.orders.records:
        shop.fulfillment_orders_waiting.remove(made)
        shop.fulfillment_orders.add(made)


def set_quantity(shop, order, line, quantity):
    """Changes how many units are still wanted; fewer units count as removed, more are ordered in addition."""
    change = quantity - line.current_quantity
    if change < 0:
        line.removed -= change
        floor.take_from_fulfillment_orders(line, -change)
    elif change > 0:
        rates = [(t.title, t.rate) for t in line.tax_lines]
        line.quantity += change
        line.tax_lines = []
        if rates:
            tax_owner(order, line, rates)
        if line.kind == "item":
            ship_also(shop, order, line, change)


def edit(shop, order, add=(), quantities=()):
    """`add` is [(variant, quantity)], `quantities` is [(line, new quantity)]."""
    for variant, quantity in add:
        add_line(shop, order, variant, quantity)
    for line, quantity in quantities:
        set_quantity(shop, order, line, quantity)
    order.edited = True
    shop.touch(order)
