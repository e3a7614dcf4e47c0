"""The control address: seeding, what customers and merchants do, faults, clock, audit and log."""

import orjson
from aiohttp import web

from ..model import money
from ..model.base import number_in, seconds_of
from ..model.money import text
from ..seeding.catalog import seed_customers, seed_locations, seed_products
from ..seeding.orders import seed_orders
from ..seeding.payouts import seed_payouts
from ..seeding.recorded import seed_recorded
from ..shopfloor import edits, returns, shipping
from ..shopfloor import orders as floor


SERVER = web.AppKey("server", object)


class Refused(Exception):
    """The control request cannot be done; its text says why."""


def reply(body, status=200):
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def control_routes(app):
    app.router.add_post("/control/{action:.+}", control)
    app.router.add_get("/control/{action:.+}", control)


async def control(request):
    """`POST /control/ACTION` with a JSON body; `shop` in the body or the query names the shop (default: the first)."""
    raw = await request.read()
    try:
        given = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError as error:
        return reply({"error": f"The body is not JSON: {error}"}, 400)
    given = {**request.query, **given} if isinstance(given, dict) else {"items": given, **request.query}
    server, action = request.app[SERVER], request.match_info["action"].strip("/")
    name = given.pop("shop", None)
    function = ACTIONS.get(action)
    if function is None:
        return reply({"error": f"Unknown action '{action}'. One of: {', '.join(sorted(ACTIONS))}"}, 404)
    if action != "shops/add" and server.shop(name) is None:
        return reply({"error": f"Unknown shop '{name}'. There are: {', '.join(server.shops)}"}, 404)
    try:
        if action == "shops/add":
            return reply(function(server, name, given))
        return reply(function(server, server.shop(name), given))
    except (Refused, ValueError, TypeError, KeyError) as error:
        return reply({"error": f"{type(error).__name__}: {error}"}, 400)


def shop_shown(shop):
    return {"name": shop.name, "domain": shop.domain, "currency": shop.currency, "orders": len(shop.orders), "products": len(shop.products),
            "variants": len(shop.variants), "customers": len(shop.customers), "locations": len(shop.locations),
            "bucket": shop.bucket.status(), "now": shop.now()}


def add_shop(server, name, given):
    if not name:
        raise Refused("'shop' is missing: the name of the new shop.")
    return shop_shown(server.add_shop(name, **given))


def shops(server, shop, given):
    return [shop_shown(s) for s in server.shops.values()]


def seed(server, shop, given):
    """{"locations": n, "products": n, "variants": per product, "customers": n, "orders": n, "lines": 3, "mix": "plain", "sinceDays": 30}"""
    if given.get("locations"):
        seed_locations(shop, int(given["locations"]))
    if given.get("products"):
        seed_products(shop, int(given["products"]), int(given.get("variants", 2)), int(given.get("stock", 100)),
                      int(given.get("pictures", 0)))
    if given.get("customers"):
        seed_customers(shop, int(given["customers"]))
    if given.get("orders"):
        seed_orders(shop, int(given["orders"]), int(given.get("lines", 3)), given.get("mix", "plain"), float(given.get("sinceDays", 30)))
    if given.get("payouts"):
        seed_payouts(shop, None if given["payouts"] is True else int(given["payouts"]))
    return shop_shown(shop)


def seed_recorded_orders(server, shop, given):
    """{"orders": [order objects as Shopify answers them]}"""
    schema = server.documents_of(server.versions[0]).schema
    made = seed_recorded(shop, schema, given["orders"])
    return {**shop_shown(shop), "added": made}


def place(server, shop, given):
    """{"count": 1, "lines": 3, "mix": "plain"}: new orders, placed now."""
    now = shop.now()
    made = seed_orders(shop, int(given.get("count", 1)), int(given.get("lines", 3)), given.get("mix", "plain"), since_days=0, until=now)
    for order in made:
        order.created_at = order.updated_at = order.processed_at = now
        shop.orders.touch(order)
        shop.note_applied("place", id=order.id)
    return {"orders": [order_shown(o) for o in made]}


def order_shown(order):
    if order.__class__ is dict:
        return {"id": order["id"], "name": order.get("name")}
    return {"id": order.id, "name": order.name, "total": text(order.presentment, order.total[1]), "currency": order.presentment,
            "financialStatus": order.financial_status, "fulfillmentStatus": order.fulfillment_status, "updatedAt": order.updated_at}


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
    floor.refund(shop, order, lines, given.get("shipping", None if "lines" in given else "full"), given.get("restock", "NO_RESTOCK"),
                 given.get("note"), minor_pair(order, given))
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


def faults_add(server, shop, given):
    rules = given.pop("items", None) or [given]
    return [shop.faults.add(**rule).shown() for rule in rules]


def faults_list(server, shop, given):
    return [rule.shown() for rule in shop.faults.rules]


def faults_clear(server, shop, given):
    shop.faults.clear(int(given["id"]) if given.get("id") else None)
    return faults_list(server, shop, given)


def webhooks(server, shop, given):
    """What was sent: {"since": n}"""
    return {"subscriptions": [{k: v for k, v in s.items() if k in ("id", "topic", "uri", "format", "filter")}
                              for s in shop.webhooks.subscriptions.values()],
            "deliveries": [d.shown() for d in shop.webhooks.deliveries[int(given.get("since", 0)):]]}


def webhooks_settings(server, shop, given):
    """{"duplicate": 0.5, "reorder": true, "delay": seconds, "forge": 0.1, "drop": 0.1, "retrySeconds": 0.1}"""
    names = {"duplicate": "duplicate", "reorder": "reorder", "delay": "delay", "forge": "forge", "drop": "drop", "retrySeconds": "retry_seconds"}
    for name, attribute in names.items():
        if name in given:
            setattr(shop.webhooks, attribute, given[name])
    return {name: getattr(shop.webhooks, attribute) for name, attribute in names.items()}


def webhooks_send(server, shop, given):
    """{"topic": "CUSTOMERS_REDACT", "uri": "http://127.0.0.1:…", "payload": {…}, "forged": true, "count": 2 (the same message)}"""
    topic, payload, id_ = given["topic"].upper().replace("/", "_"), given.get("payload", {}), given.get("id") or shop.webhooks.uuid()
    uris = [given["uri"]] if given.get("uri") else [s["uri"] for s in shop.webhooks.subscriptions.values() if s["topic"] == topic]
    made = [shop.webhooks.send(topic, payload, uri, forged=bool(given.get("forged")), id_=id_) for uri in uris for _ in range(int(given.get("count", 1)))]
    return {"sent": [d.shown() for d in made if d]}


def clock(server, shop, given):
    """{"advance": seconds} | {"set": ISO time} | {"freeze": true|false}"""
    if "advance" in given:
        if shop.clock_frozen is not None:
            shop.clock_frozen += float(given["advance"])
        else:
            shop.clock_offset += float(given["advance"])
    if "set" in given:
        wanted = seconds_of(given["set"])
        if shop.clock_frozen is not None:
            shop.clock_frozen = wanted
        else:
            shop.clock_offset += wanted - shop.now()
    if "freeze" in given:
        now = shop.now()
        if given["freeze"] and shop.clock_frozen is None:
            shop.clock_frozen = now
        elif not given["freeze"] and shop.clock_frozen is not None:
            shop.clock_frozen, frozen = None, shop.clock_frozen
            shop.clock_offset += frozen - shop.now()
    return {"now": shop.now(), "frozen": shop.clock_frozen is not None}


def state(server, shop, given):
    """The audit: what was changed, by whom, in order; `since` skips that many."""
    since = int(given.get("since", 0))
    return {"shop": shop_shown(shop), "applied": shop.applied[since:]}


def log(server, shop, given):
    """Requests with operation, cost and status; `since` skips that many; `clear` empties it."""
    entries = shop.log[int(given.get("since", 0)):]
    answer = {"requests": len(entries), "requestedPoints": sum(e["requested"] or 0 for e in entries),
              "actualPoints": sum(e["actual"] or 0 for e in entries), "entries": entries if str(given.get("entries", "true")) != "false" else []}
    if given.get("clear"):
        shop.log = []
    return answer


def settings(server, shop, given):
    """{"rate", "bucket", "scopes": […], "closed": 402|403|404|423|null, "token", "tokenLifetime", "plan", "timezone"}"""
    if "rate" in given:
        shop.bucket.available()
        shop.bucket.rate = float(given["rate"])
    if "bucket" in given:
        shop.bucket.maximum = shop.bucket.level = float(given["bucket"])
    if "scopes" in given:
        shop.tokens.set_scopes(given["scopes"])
    if "token" in given:
        shop.tokens.add(given["token"])
    if given.get("revoke"):
        shop.tokens.revoke(None if given["revoke"] is True else given["revoke"])
    if "tokenLifetime" in given:
        shop.tokens.lifetime = int(given["tokenLifetime"])
    if "mediaSeconds" in given:
        shop.media_seconds = float(given["mediaSeconds"])
    if "bulkSeconds" in given:
        shop.bulk_seconds = float(given["bulkSeconds"])
    if "bulkOutcome" in given:
        shop.bulk_outcome = given["bulkOutcome"]
    if "closed" in given:
        words = {402: "Unavailable Shop", 403: "Forbidden", 404: "Not Found", 423: "Unavailable Shop"}
        shop.closed_with = None if given["closed"] is None else (int(given["closed"]), words[int(given["closed"])])
    for name in ("plan", "timezone", "title"):
        if name in given:
            setattr(shop, name, given[name])
    return shop_shown(shop)


def reset(server, shop, given):
    """Replaces the shop by a new one of the same name; settings as for `shops/add`."""
    keep = {"currency": shop.currency, "timezone": shop.timezone, "country": shop.country, "plan": shop.plan, "seed": shop.seed,
            "rate": shop.bucket.rate, "bucket": shop.bucket.maximum, "taxes_included": shop.taxes_included}
    return shop_shown(server.add_shop(shop.name, **{**keep, **given}))


ACTIONS = {
    "shops": shops, "shops/add": add_shop, "seed": seed, "seed-recorded": seed_recorded_orders, "orders/place": place, "orders/pay": pay, "orders/capture": capture,
    "orders/cancel": cancel, "orders/refund": refund, "orders/fulfil": fulfil, "orders/update": update, "orders/edit": edit, "orders/return": return_, "faults/add": faults_add,
    "faults": faults_list, "faults/list": faults_list, "faults/clear": faults_clear, "clock": clock, "webhooks": webhooks, "webhooks/settings": webhooks_settings, "webhooks/send": webhooks_send,
     "state": state, "log": log,
    "settings": settings, "reset": reset,
}
