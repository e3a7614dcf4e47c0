"""The same seed gives the same shop; seeding is fast (in processor seconds, so that a busy machine does not decide)."""

import json
import time

from sandbox.seeding.orders import seed_orders

TEXT = """{ orders(first: 100) { nodes { id name email totalPriceSet { shopMoney { amount } presentmentMoney { amount currencyCode } } note tags
  displayFinancialStatus displayFulfillmentStatus lineItems(first: 10) { nodes { id title sku quantity } } refunds { id } } }
  products(first: 50) { nodes { id title variants(first: 5) { nodes { sku price } } } } customers(first: 50) { nodes { id displayName } } }"""


def snapshot(make_shop, data, seed):
    shop = make_shop("same", seed=seed)
    shop.clock_frozen = 1_790_000_000
    seed_orders(shop, 100, 3, "everything")
    return json.dumps(data(shop, TEXT))


def test_same_seed_same_shop(make_shop, data):
    assert snapshot(make_shop, data, 7) == snapshot(make_shop, data, 7)
    assert snapshot(make_shop, data, 7) != snapshot(make_shop, data, 8)


def test_ten_thousand_orders_in_ten_seconds(make_shop):
    started = time.process_time()
    shop = make_shop("big", products=200, customers=500, orders=10_000)
    seconds = time.process_time() - started
    print(f"\n10 000 plain orders in {seconds:.1f} s")
    assert len(shop.orders) == 10_000 and seconds < 10
    assert all(len(o.lines) == 3 and len(o.fulfillment_orders) == 1 and len(o.transactions) == 1 for o in shop.orders)


def test_ten_thousand_rich_orders_in_ten_seconds(make_shop):
    started = time.process_time()
    shop = make_shop("big", locations=2, products=200, customers=500, orders=10_000, mix="everything")
    seconds = time.process_time() - started
    print(f"\n10 000 rich orders in {seconds:.1f} s")
    assert len(shop.orders) == 10_000 and seconds < 10


def test_the_mix_has_everything(make_shop):
    shop = make_shop("mix", locations=2, orders=400, mix="everything")
    orders = list(shop.orders)
    seen = {
        "taxes included": any(o.taxes_included for o in orders),
        "taxes excluded": any(not o.taxes_included for o in orders),
        "presentment": any(o.presentment != o.currency for o in orders),
        "tip": any(o.tips[0] for o in orders),
        "gift card sold": any(n.kind == "gift_card" for o in orders for n in o.lines),
        "gift card used": any(t.gateway == "gift_card" for o in orders for t in o.transactions),
        "duties": any(o.duties for o in orders),
        "fees": any(o.fees for o in orders),
        "rounding": any(o.payment_rounding[0] for o in orders),
        "risk": any(o.risk for o in orders),
        "company": any(o.company for o in orders),
        "terms": any(o.payment_terms for o in orders),
        "bundle": any(n.group for o in orders for n in o.lines),
        "cancelled": any(o.cancelled_at for o in orders),
        "archived": any(o.closed_at and not o.cancelled_at for o in orders),
        "edited": any(o.edited for o in orders),
        "test": any(o.test for o in orders),
        "refund": any(o.refunds for o in orders),
        "adjustment": any(r.adjustments for o in orders for r in o.refunds),
        "return": any(o.returns for o in orders),
        "exchange": any(r.exchange_lines for o in orders for r in o.returns),
        "custom line": any(n.variant is None for o in orders for n in o.lines),
        "shipping discount": any(s.allocations for o in orders for s in o.shipping_lines),
        "two shipping lines": any(len(o.shipping_lines) > 1 for o in orders),
        "authorized": any(o.financial_status == "AUTHORIZED" for o in orders),
        "pending": any(o.financial_status == "PENDING" for o in orders),
        "failed payment": any(t.status == "FAILURE" for o in orders for t in o.transactions),
        "hold": any(o.fulfillment_status == "ON_HOLD" for o in orders),
        "partly shipped": any(o.fulfillment_status == "PARTIALLY_FULFILLED" for o in orders),
        "no customer": any(o.customer is None for o in orders),
        "second location": len({f.location.number for o in orders for f in o.fulfillment_orders}) == 2,
        "kinds of discount": {d.kind for o in orders for d in o.discounts} == {"code", "automatic", "manual"},
    }
    assert [name for name, there in seen.items() if not there] == []
