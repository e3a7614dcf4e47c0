"""Sums: what Shopify promises about an order's amounts holds in both currencies."""

import pytest

from sandbox.model import money
from sandbox.seeding.orders import seed_orders
from sandbox.shopfloor import edits, orders as floor
from sandbox.shopfloor.builder import OrderBuilder


def add(*pairs):
    return money.total(pairs)


@pytest.mark.parametrize("currency", ["USD", "EUR", "JPY", "KWD"])
def test_invariants_of_rich_orders(make_shop, currency):
    shop = make_shop("sums", currency=currency, locations=2)
    orders = seed_orders(shop, 1200, 3, "everything")
    for order in orders:
        tax = (0, 0) if order.taxes_included else order.tax
        assert order.total == add(order.subtotal, order.shipping_net, tax, order.duty, order.fee, order.tips), order.name
        tax = (0, 0) if order.taxes_included else order.current_tax
        assert order.current_total == add(
            order.current_subtotal, order.current_shipping, tax, order.current_duty, order.fee, order.current_tips
        ), order.name
        gross = add(*[n.original for n in order.items])
        line_discounts = add(*[n.discount for n in order.lines])
        assert order.subtotal == money.subtract(gross, line_discounts), order.name
        assert order.net_payment == money.subtract(order.received, order.refunded)
        rounding = money.subtract(order.payment_rounding, order.refund_rounding)
        due = add(order.current_total, order.refund_discrepancy, rounding)
        assert order.due == money.subtract(due, order.net_payment)
        assert order.outstanding == money.subtract(order.due, order.capturable)
        for which in (0, 1):
            assert order.total[which] >= 0 and order.current_total[which] >= 0, order.name
            assert order.refunded[which] <= order.received[which]
            assert all(n.net[which] >= 0 for n in order.lines)
        if order.presentment == order.currency:
            assert order.total[0] == order.total[1]


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_refunds_add_up_to_the_line(make_shop, currency):
    """Unit by unit, to the last cent: what was refunded and what is left is the whole."""
    shop = make_shop("units", currency=currency)
    for order in seed_orders(shop, 60, 3, "plain"):
        whole = order.total
        for line in list(order.lines):
            for _ in range(line.quantity):
                floor.refund(shop, order, [(line, 1)], restock="NO_RESTOCK")
        floor.refund(shop, order, shipping="full")
        assert order.current_total == (0, 0)
        assert add(*[r.total for r in order.refunds]) == whole
        assert order.outstanding == (0, 0) and order.financial_status == "REFUNDED"
        for line in order.lines:
            parts = [x for r in order.refunds for x in r.lines if x.line is line]
            assert add(*[x.subtotal for x in parts]) == line.net and add(*[x.tax for x in parts]) == line.tax


def build(shop, **settings):
    return OrderBuilder(shop, shop.now(), **settings)


def test_taxes_excluded_and_included(shop):
    builder = build(shop, taxes_included=False)
    builder.line("A", 3, 1999)
    builder.shipping("S", 590)
    builder.taxes([("VAT", "0.19")])
    assert builder.order.tax == (1139 + 112,) * 2  # 59.97 × 19 % = 11.3943; 5.90 × 19 % = 1.121
    assert builder.order.total[0] == 5997 + 590 + 1251
    builder = build(shop, taxes_included=True)
    builder.line("A", 3, 1999)
    builder.taxes([("VAT", "0.19")])
    assert builder.order.total[0] == 5997 and builder.order.tax[0] == 958  # 59.97 / 1.19 × 0.19 = 9.575


def test_order_discount_is_spread_to_the_cent(shop):
    builder = build(shop)
    for price in (333, 333, 334, 1):
        builder.line("A", 1, price)
    builder.discount("code", "TENOFF", percent=10)
    assert builder.order.discount == (100, 100)
    assert builder.order.subtotal[0] == 901
    builder.discount("manual", "More than there is", minor=99_999)
    assert builder.order.subtotal == (0, 0)


def test_presentment_amounts_have_their_own_decimals(make_shop):
    shop = make_shop("eur", currency="EUR")
    builder = build(shop, presentment="JPY", rate="160.5")
    line = builder.line("A", 2, 1050)
    assert line.unit_price == (1050, 1685)
    assert line.original == (2100, 3370)
    builder = build(shop, presentment="KWD", rate="0.3321")
    assert builder.line("A", 1, 1000).unit_price == (1000, 3321)


@pytest.mark.parametrize(
    "currency, minor, shown, scalar",
    [
        ("USD", 1200, "12.0", "12.00"),
        ("USD", 1234, "12.34", "12.34"),
        ("USD", -5, "-0.05", "-0.05"),
        ("JPY", 1200, "1200.0", "1200.00"),
        ("KWD", 1234, "1.234", "1.234"),
        ("USD", 0, "0.0", "0.00"),
    ],
)
def test_how_amounts_are_written(currency, minor, shown, scalar):
    assert money.text(currency, minor) == shown
    assert money.scalar(currency, minor) == scalar


@pytest.mark.parametrize("amount, weights", [(100, [1, 1, 1]), (8, [1] * 10), (0, [3, 4]), (7, [0, 7, 0]), (-100, [1, 2])])
def test_spreading_is_exact(amount, weights):
    parts = money.spread_one(amount, weights)
    assert sum(parts) == amount
    if 0 <= amount <= sum(weights):
        assert all(0 <= p <= w for p, w in zip(parts, weights))


def test_an_edit_changes_what_is_due(shop):
    order = seed_orders(shop, 1)[0]
    before = order.total
    edits.edit(shop, order, add=[(shop.variant_list()[0], 2)])
    assert order.edited and order.original_total == before and order.total[0] > before[0]
    assert order.outstanding[0] == order.total[0] - before[0]
    assert order.financial_status == "PARTIALLY_PAID"
    line = order.lines[0]
    edits.edit(shop, order, quantities=[(line, 0)])
    assert line.current_quantity == 0 and line.quantity > 0
    assert order.current_subtotal[0] == order.subtotal[0] - line.net[0]


def test_a_refund_that_pays_less_leaves_a_discrepancy(shop):
    order = seed_orders(shop, 1)[0]
    due = floor.due_for(order, [(order.lines[0], 1)])
    floor.refund(shop, order, [(order.lines[0], 1)], amount=money.subtract(due, (50, 50)))
    assert order.refund_discrepancy == (50, 50) and order.outstanding == (0, 0)
    assert order.refunds[0].adjustments[0].amount == (50, 50)


def test_cancelling_pays_everything_back(shop):
    order = seed_orders(shop, 1)[0]
    floor.cancel(shop, order)
    assert order.financial_status == "REFUNDED" and order.current_total == (0, 0) and order.outstanding == (0, 0)
    assert all(f.status == "CLOSED" for f in order.fulfillment_orders)
