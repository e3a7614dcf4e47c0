"""What customers and merchants do with orders."""

from ..model import money
from ..model.base import number_in
from ..model.money import text
from ..seeding.orders import seed_orders
from ..shopfloor import edits, returns, shipping
from ..shopfloor import orders as floor
from .refusal import Refused


def place(server, shop, given):
    """{"count": 1, "lines": 3, "mix": "plain", "location": gid}: new orders, placed now."""
    now = shop.now()
    if given.get("location"):
        shop.ship_from = shop.locations.get(number_in(given["location"]))
        if shop.ship_from is None:
            raise Refused(f"There is no such location: {given['location']}")
    try:
        made = seed_orders(shop, int(given.get("count", 1)), int(given.get("lines", 3)), given.get("mix", "plain"), since_days=0, until=now)
    finally:
        shop.ship_from = None
    for order in made:
        order.created_at = order.updated_at = order.processed_at = now
        shop.orders.touch(order)
        shop.note_applied("place", id=order.id)
    return {"orders": [order_shown(o) for o in made]}


def order_shown(order):
    if order.__class__ is dict:
        return {"id": order["id"], "name": order.get("name")}
    return {
        "id": order.id,
        "name": order.name,
        "total": text(order.presentment, order.total[1]),
        "currency": order.presentment,
        "financialStatus": order.financial_status,
        "fulfillmentStatus": order.fulfillment_status,
        "updatedAt": order.updated_at,
    }


def the_order(shop, given):
    """The order of `id` (gid or number) or `name`; without either, the newest."""
    if given.get("id"):
        found = shop.orders.get(number_in(given["id"]) if "/" in str(given["id"]) else int(given["id"]))
    elif given.get("name"):
        wanted = str(given["name"]).lstrip("#")
        found = next((o for o in shop.orders if (o.get("name") if o.__class__ is dict else o.name).lstrip("#") == wanted), None)
    else:
        found = next(reversed(shop.orders.records.values()), None)
    if found is None:
        raise Refused(f"There is no such order: {given.get('id') or given.get('name') or 'the shop has none'}")
    return found


def model_order(shop, given):
    order = the_order(shop, given)
    if order.__class__ is dict:
        raise Refused("A recorded order can be updated and closed, but not recomputed.")
    return order


def minor_pair(order, given):
    if given.get("amount") is None:
        return None
    return (money.minor(order.currency, given["amount"]), money.minor(order.presentment, given.get("presentmentAmount", given["amount"])))


def done(shop, order, operation, **detail):
    shop.note_applied(operation, id=order["id"] if order.__class__ is dict else order.id, **detail)
    return order_shown(order)


def pay(server, shop, given):
    order = model_order(shop, given)
    floor.pay(shop, order, given.get("gateway", "manual"), minor_pair(order, given))
    return done(shop, order, "pay")


def capture(server, shop, given):
    order = model_order(shop, given)
    floor.capture(shop, order, minor_pair(order, given))
    return done(shop, order, "capture")


def cancel(server, shop, given):
    order = model_order(shop, given)
    floor.cancel(shop, order, given.get("reason", "CUSTOMER"), given.get("refund", True), given.get("restock", True))
    return done(shop, order, "cancel")


def refund(server, shop, given):
    """{"lines": [{"index": 0, "quantity": 1}] (default: everything), "shipping": "full", "restock": "RETURN", "amount": "…"}"""
    order = model_order(shop, given)
    if "lines" in given:
        lines = [(order.lines[int(x["index"])], int(x.get("quantity", 1))) for x in given["lines"]]
        for line, quantity in lines:
            if quantity > line.current_quantity:
                raise Refused(f"Line '{line.title}' has {line.current_quantity} units left to refund, not {quantity}.")
    else:
        lines = [(n, n.current_quantity) for n in order.lines if n.current_quantity]
    floor.refund(
        shop,
        order,
        lines,
        given.get("shipping", None if "lines" in given else "full"),
        given.get("restock", "NO_RESTOCK"),
        given.get("note"),
        minor_pair(order, given),
    )
    return done(shop, order, "refund")


def fulfil(server, shop, given):
    order = model_order(shop, given)
    tracking = [given["tracking"]] if given.get("tracking") else []
    shipping.fulfil_all(shop, order, tracking)
    return done(shop, order, "fulfil")


def update(server, shop, given):
    order = the_order(shop, given)
    if order.__class__ is dict:
        order.update({k: v for k, v in given.items() if k in ("note", "tags")})
        shop.touch(order)
    else:
        floor.update(shop, order, given.get("note"), given.get("tags"), given.get("attributes"))
    return done(shop, order, "update")


def edit(server, shop, given):
    """{"add": [{"sku": "P00001", "quantity": 1}], "quantities": [{"index": 0, "quantity": 2}]}"""
    order = model_order(shop, given)
    by_sku = {v.sku: v for v in shop.variants}
    add = [(by_sku[x["sku"]] if x.get("sku") else shop.variant_list()[0], int(x.get("quantity", 1))) for x in given.get("add", ())]
    edits.edit(shop, order, add, [(order.lines[int(x["index"])], int(x["quantity"])) for x in given.get("quantities", ())])
    return done(shop, order, "edit")


def return_(server, shop, given):
    """Returns all that was shipped: {"process": true, "exchange": [{"sku": …, "quantity": 1}], "reason": "UNWANTED"}"""
    order = model_order(shop, given)
    by_sku = {v.sku: v for v in shop.variants}
    parts = [(x, x.quantity - x.returned) for f in order.fulfillments for x in f.lines if x.quantity > x.returned]
    if not parts:
        raise Refused("Nothing of the order was shipped that could be returned.")
    exchange = [(by_sku[x["sku"]], int(x.get("quantity", 1))) for x in given.get("exchange", ())]
    made = returns.open_return(shop, order, parts, given.get("reason", "UNKNOWN"), exchange=exchange)
    if given.get("process"):
        returns.process(shop, made, given.get("restock", "RETURN"))
    return done(shop, order, "return", **{"return": made.id})


def request(server, shop, given):
    """The merchant asks the fulfillment service to ship what is open."""
    order = model_order(shop, given)
    for one in order.fulfillment_orders:
        if one.status == "OPEN" and one.location.service:
            one.request_status = "SUBMITTED"
            shop.touch(one)
            shop.happened("FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_SUBMITTED", one)
    shop.touch(order)
    return done(shop, order, "request")
