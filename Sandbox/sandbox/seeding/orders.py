"""Orders by mix: `plain` (what a budget is measured with) and `everything` (see `everything.py`)."""

from ..shopfloor.builder import OrderBuilder
from . import pick
from .everything import build_everything

DAY = 86_400


def seed_orders(shop, count, lines=3, mix="plain", since_days=30, until=None):
    """Adds `count` orders spread evenly over the last days, oldest first; returns them."""
    end = shop.now() if until is None else until
    start = end - int(since_days * DAY)
    made = []
    for index in range(count):
        created = start + (end - start) * (index + 1) // count - 5
        build = build_everything if mix == "everything" else build_plain
        made.append(build(shop, created, lines, index))
    file_orders(shop, made)
    return made


def file_orders(shop, orders):
    """Files new orders (and their fulfillment orders) in the shop's collections."""
    add = shop.orders.add_many if len(orders) > 50 else lambda records: [shop.orders.add(r) for r in records]
    add(orders)
    waiting, shop.fulfillment_orders_waiting = shop.fulfillment_orders_waiting, []
    if len(waiting) > 50:
        shop.fulfillment_orders.add_many(waiting)
    else:
        for one in waiting:
            shop.fulfillment_orders.add(one)
    for order in orders:
        if order.customer is not None:
            order.customer.order_count += 1
            order.customer.spent += order.total[0]
        commit_stock(order, tell=len(orders) <= 50)
        if len(orders) <= 50:
            shop.happened("ORDERS_CREATE", order)
            for one in order.fulfillment_orders:
                shop.happened("FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE", one)


def commit_stock(order, tell=False):
    """Ordered units are committed at the location that is to ship them; `tell` the webhooks."""
    if order.cancelled_at:
        return
    shop = order.shop
    now = shop.now()
    for fulfillment_order in order.fulfillment_orders:
        for part in fulfillment_order.lines:
            level = part.line.variant.item.levels.get(fulfillment_order.location.number) if part.line.variant else None
            if level is not None:
                level.available -= part.remaining_quantity
                level.committed += part.remaining_quantity
                level.updated_at = level.times["available"] = level.times["committed"] = now
                if tell:
                    shop.happened("INVENTORY_LEVELS_UPDATE", level)


def build_plain(shop, created, lines, index):
    """Lines of variants, one shipping line, 8 % tax, paid by card: one fulfillment order, one transaction."""
    builder = OrderBuilder(shop, created)
    order = builder.order
    customer = pick.customer(shop)
    if customer is not None:
        pick.addresses_of(shop, order, customer)
    for variant in pick.variants(shop, lines):
        builder.line(None, 1 + shop.random.randrange(3), variant.price, variant)
    builder.shipping("Standard", shop.minor(5.9))
    builder.taxes([("Sales tax", 0.08)])
    builder.pay("shopify_payments", card={"number": "•••• •••• •••• 4242", "company": "Visa", "method": "visa", "bin": "424242"})
    return builder.finish()
