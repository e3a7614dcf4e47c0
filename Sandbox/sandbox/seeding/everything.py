"""Orders with everything an order carries. Which of it comes from the shop's random numbers; the first
orders take one feature after the other, so that few orders show them all."""

from ..model import money
from ..shopfloor import edits, orders as floor, returns, shipping
from ..shopfloor.builder import Extra, OrderBuilder, tax_owner
from . import parts

CARD = {
    "number": "•••• •••• •••• 4242",
    "company": "Visa",
    "method": "visa",
    "bin": "424242",
    "name": "A Buyer",
    "expirationMonth": 12,
    "expirationYear": 2029,
}
AFTERWARDS = (
    "none",
    "none",
    "ship",
    "ship-part",
    "refund-line",
    "refund-all",
    "refund-shipping",
    "refund-less",
    "cancel",
    "edit-add",
    "edit-remove",
    "return-open",
    "return",
    "exchange",
    "archive",
    "hold",
    "pay-later",
    "capture",
)


class Choice:
    """Decides features: forced in turn by the order's place, by chance afterwards."""

    def __init__(self, random, index):
        self.random, self.index, self.turn = random, index, 0

    def __call__(self, chance):
        self.turn += 1
        return self.index % 23 == self.turn or self.random.random() < chance


def build_everything(shop, created, lines, index):
    random = shop.random
    choose = Choice(random, index)
    presentment, rate = parts.currency(shop, choose)
    builder = OrderBuilder(shop, created, presentment, rate, taxes_included=random.random() < 0.5)
    order = builder.order
    parts.buyer(shop, order, choose)
    parts.goods(shop, builder, choose, lines)
    parts.discounts(builder, choose)
    rates = parts.tax_rates(random)
    for owner in [n for n in order.lines if n.taxable] + order.shipping_lines:
        tax_owner(order, owner, rates)
    if choose(0.08):
        line = next(n for n in order.lines if n.kind == "item")
        duty = Extra("Import duty", builder.portion(line.net, 5), "6109.10", "CN")
        line.duties, order.duties = (duty,), True
    if choose(0.05):
        order.fees = (Extra("Handling fee", builder.pair(shop.minor(2))),)
    header(order, choose, random)
    builder.finish(parts.second_location(shop, choose))
    kind = AFTERWARDS[index % len(AFTERWARDS)] if index < 60 else random.choice(AFTERWARDS)
    payment(shop, builder, choose, kind)
    with shop.moment(created + 60):
        afterwards(shop, order, kind)
    return order


def header(order, choose, random):
    order.test = choose(0.03)
    if choose(0.3):
        order.note = random.choice(["Please ring twice", "Gift: no invoice in the parcel", "Leave with the neighbour\nThank you"])
    if choose(0.3):
        order.tags = sorted(random.sample(["vip", "wholesale", "gift", "rush", "Newsletter"], 2), key=str.lower)
    if choose(0.2):
        order.custom_attributes = [{"key": "delivery-date", "value": "2026-12-01"}, {"key": "engraving", "value": "Für Ada ✓"}]
    if choose(0.15):
        order.po_number = f"PO-{order.order_number}"
    if choose(0.2):
        order.risk = {
            "level": random.choice(["LOW", "MEDIUM", "HIGH"]),
            "facts": [("Card verification value is correct", "POSITIVE"), ("Billing country differs from IP address", "NEGATIVE")],
        }
    if choose(0.1):
        order.source_name, order.retail_location = "pos", order.shop.main_location()


def payment(shop, builder, choose, kind):
    order = builder.order
    if kind == "pay-later":
        order.payment_terms = {"name": "Net 30", "type": "NET", "days": 30}
        return
    if kind == "capture":
        builder.pay("shopify_payments", kind="AUTHORIZATION", card=CARD)
        return
    if order.total == money.ZERO:
        return
    if choose(0.1):
        failed = builder.pay("shopify_payments", status="FAILURE", card=CARD)
        failed.error_code = "CARD_DECLINED"
    if choose(0.12):
        half = money.portion(order.total, 1, 2)
        builder.pay("gift_card", pair=half).gift_card_last = "7k2p"
    if order.source_name == "pos":
        cash(builder)
    elif choose(0.1):
        builder.pay("manual", kind="SALE")
    else:
        sale = builder.pay("shopify_payments", card=CARD)
        sale.fees = (max(1, sale.amount[0] * 29 // 1000 + 30),)


def cash(builder):
    """Cash is rounded to five of the smallest units (as in Switzerland); the rest is the rounding adjustment."""
    due = builder.order.due
    rounded = tuple(money.divide(part, 5) * 5 for part in due)
    sale = builder.pay("cash", pair=rounded)
    sale.rounding = money.subtract(rounded, due)


def afterwards(shop, order, kind):
    goods = [n for n in order.lines if n.kind == "item"]
    tracking = {"number": f"TRK{order.number}", "company": "DHL Express", "url": f"https://track.example/TRK{order.number}"}
    if kind in ("ship", "return-open", "return", "exchange"):
        shipping.fulfil_all(shop, order, [tracking])
    if kind == "ship-part" and order.fulfillment_orders:
        first = order.fulfillment_orders[0]
        shipping.fulfil(shop, [(first, [(first.lines[0], 1)])], [tracking])
    elif kind == "refund-line":
        floor.refund(shop, order, [(goods[0], 1)], restock="CANCEL", note="One piece less")
    elif kind == "refund-all":
        floor.refund(shop, order, [(n, n.current_quantity) for n in order.lines if n.current_quantity], "full", "CANCEL")
    elif kind == "refund-shipping":
        floor.refund(shop, order, shipping="full", note="Late delivery")
    elif kind == "refund-less":
        due = floor.due_for(order, [(goods[0], 1)])
        floor.refund(shop, order, [(goods[0], 1)], amount=money.portion(due, 9, 10))
    elif kind == "cancel":
        floor.cancel(shop, order, "CUSTOMER")
    elif kind == "edit-add":
        edits.edit(shop, order, add=[(shop.variant_list()[0], 1)])
    elif kind == "edit-remove":
        edits.edit(shop, order, quantities=[(goods[-1], goods[-1].current_quantity - 1)])
    elif kind in ("return-open", "return", "exchange") and order.fulfillments:
        made = returns.open_return(
            shop,
            order,
            [(order.fulfillments[0].lines[0], 1)],
            "WRONG_ITEM",
            "Too small",
            exchange=[(shop.variant_list()[0], 1)] if kind == "exchange" else (),
        )
        if kind != "return-open":
            returns.process(shop, made)
    elif kind == "archive":
        shipping.fulfil_all(shop, order, [tracking])
        order.closed_at = shop.now()
    elif kind == "hold" and order.fulfillment_orders:
        held = order.fulfillment_orders[0]
        held.status = "ON_HOLD"
        held.holds = [
            {
                "id": f"gid://shopify/FulfillmentHold/{held.number}",
                "reason": "HIGH_RISK_OF_FRAUD",
                "reasonNotes": "Check first",
                "displayReason": "High risk of fraud",
                "handle": None,
                "heldByRequestingApp": False,
                "heldByApp": None,
            }
        ]
