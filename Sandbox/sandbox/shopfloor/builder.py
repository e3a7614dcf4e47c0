"""Builds an order step by step; taxes and sums come out as Shopify computes them."""

from fractions import Fraction

from ..model import money
from ..model.fulfillment import FulfillmentOrder, FulfillmentOrderLine
from ..model.order import Allocation, DiscountApplication, Line, Order, ShippingLine, TaxLine, Transaction


class Extra:
    """A duty of a line or a fee of the order."""

    __slots__ = ("title", "price", "tax_lines", "code", "country")

    def __init__(self, title, price, code=None, country=None):
        self.title, self.price, self.tax_lines, self.code, self.country = title, price, [], code, country


class OrderBuilder:
    """`rate` is presentment units for one unit of the shop's currency (1 when they are the same)."""

    def __init__(self, shop, created_at, presentment=None, rate=1, taxes_included=None):
        self.shop = shop
        shop.order_number += 1
        self.order = Order(shop.numbers.next("Order"), shop, shop.order_number, created_at)
        self.order.presentment = presentment or shop.currency
        self.order.taxes_included = shop.taxes_included if taxes_included is None else taxes_included
        self.same = self.order.presentment == shop.currency
        scale = (
            10 ** (money.exponent(self.order.presentment) - money.exponent(shop.currency))
            if money.exponent(self.order.presentment) >= money.exponent(shop.currency)
            else Fraction(1, 10 ** (money.exponent(shop.currency) - money.exponent(self.order.presentment)))
        )
        self.factor = Fraction(str(rate)) * scale

    def pair(self, minor):
        """An amount of the shop's currency in both currencies."""
        if self.same:
            return (minor, minor)
        return (minor, money.divide(minor * self.factor.numerator, self.factor.denominator))

    def portion(self, pair, percent):
        return money.portion(pair, percent, 100)

    def line(self, title, quantity, unit_minor, variant=None, kind="item", taxable=True):
        line = Line(self.shop.numbers.next("LineItem"), self.order, title, quantity, self.pair(unit_minor))
        line.kind, line.taxable = kind, taxable
        if variant is not None:
            line.variant, line.product, line.sku = variant, variant.product, variant.sku
            line.title, line.vendor, line.taxable = variant.product.title, variant.product.vendor, taxable and variant.taxable
            line.variant_title = None if variant.title == "Default Title" else variant.title
            line.grams = round(variant.item.weight * 1000)
            line.requires_shipping = variant.item.requires_shipping
        if kind != "item":
            line.taxable, line.requires_shipping = False, False
        self.order.lines.append(line)
        return line

    def shipping(self, title, minor, code=None):
        line = ShippingLine(self.shop.numbers.next("ShippingLine"), self.order, title, self.pair(minor), code)
        self.order.shipping_lines.append(line)
        return line

    def discount(self, kind, title, percent=None, minor=None, level="order", lines=None, shipping=False):
        """A discount on the whole order (spread over the lines), on given lines, or on shipping."""
        order = self.order
        amount = None if minor is None else self.pair(minor)
        application = DiscountApplication(
            order, len(order.discounts), kind, title, percent, amount, level, "SHIPPING_LINE" if shipping else "LINE_ITEM"
        )
        order.discounts.append(application)
        targets = order.shipping_lines if shipping else lines or [n for n in order.lines if n.kind == "item"]
        rest = [max(money.ZERO, t.net) for t in targets]
        if percent is not None:
            ratio = Fraction(str(percent)) / 100
            if level == "order":
                parts = spread_capped(portion_of(money.total(rest), ratio), rest)
            else:
                parts = [portion_of(r, ratio) for r in rest]
        elif level == "order":
            parts = spread_capped(amount, rest)
        else:
            parts = [tuple(min(a, r) for a, r in zip(amount, have)) for have in rest]
        for target, part in zip(targets, parts):
            if part != money.ZERO:
                target.allocations.append(Allocation(application, part))
        return application

    def taxes(self, rates, shipping=True):
        """`rates` is a list of (title, rate); taxes on lines after their discounts, and on shipping."""
        owners = [n for n in self.order.lines if n.taxable] + (self.order.shipping_lines if shipping else [])
        for owner in owners:
            tax_owner(self.order, owner, rates)
        return self

    def pay(self, gateway="shopify_payments", minor=None, kind="SALE", pair=None, status="SUCCESS", card=None):
        order = self.order
        amount = pair or (self.pair(minor) if minor is not None else order.due)
        transaction = Transaction(self.shop.numbers.next("OrderTransaction"), order, kind, amount, gateway, order.created_at, status)
        transaction.card = card
        order.transactions.append(transaction)
        self.shop.keep(transaction)
        return transaction

    def finish(self, location=None):
        """Makes the fulfillment order and files the order; returns it."""
        order = self.order
        order.original_total = order.total
        goods = [n for n in order.lines if n.kind == "item"]
        if goods:
            add_fulfillment_order(self.shop, order, location or self.shop.ship_from or self.shop.main_location(), goods, order.created_at)
        for line in order.lines:
            if line.kind == "gift_card":
                line.fulfilled = line.quantity
            self.shop.keep(line)
        return order


def add_fulfillment_order(shop, order, location, lines, now):
    made = FulfillmentOrder(shop.numbers.next("FulfillmentOrder"), order, location, now)
    for line in lines:
        quantity = line.current_quantity - line.fulfilled
        made.lines.append(FulfillmentOrderLine(shop.numbers.next("FulfillmentOrderLineItem"), made, line, quantity))
        shop.keep(made.lines[-1])
    order.fulfillment_orders.append(made)
    shop.fulfillment_orders_waiting.append(made)
    return made


def portion_of(pair, ratio):
    return (money.divide(pair[0] * ratio.numerator, ratio.denominator), money.divide(pair[1] * ratio.numerator, ratio.denominator))


def spread_capped(amount, rest):
    """Spreads an amount over what is left on the lines, never more than what is left."""
    whole = money.total(rest)
    amount = (min(amount[0], whole[0]), min(amount[1], whole[1]))
    return money.spread(amount, rest)


def tax_owner(order, owner, rates):
    """Adds the tax lines of one line or shipping line."""
    base = owner.net
    if base == money.ZERO:
        return
    fractions = [Fraction(str(rate)) for _, rate in rates]
    whole = sum(fractions)
    for (title, rate), fraction in zip(rates, fractions):
        part = fraction / (1 + whole) if order.taxes_included else fraction
        owner.tax_lines.append(TaxLine(order, title, float(rate), portion_of(base, part)))
