"""Shops: made, seeded, set, looked at."""

from ..model.base import seconds_of
from ..seeding.catalog import seed_customers, seed_locations, seed_products, seed_services
from ..seeding.orders import seed_orders
from ..seeding.payouts import seed_payouts
from ..seeding.recorded import seed_recorded
from .refusal import Refused


def shop_shown(shop):
    return {
        "name": shop.name,
        "domain": shop.domain,
        "currency": shop.currency,
        "orders": len(shop.orders),
        "products": len(shop.products),
        "variants": len(shop.variants),
        "customers": len(shop.customers),
        "locations": len(shop.locations),
        "bucket": shop.bucket.status(),
        "now": shop.now(),
    }


def add_shop(server, name, given):
    if not name:
        raise Refused("'shop' is missing: the name of the new shop.")
    return shop_shown(server.add_shop(name, **given))


def shops(server, shop, given):
    return [shop_shown(s) for s in server.shops.values()]


def seed(server, shop, given):
    """{"locations": n, "services": n, "foreignServices": n, "products": n, "variants": per product, "customers": n, "orders": n, "lines": 3, "mix": "plain", "sinceDays": 30}"""
    if given.get("locations"):
        seed_locations(shop, int(given["locations"]))
    if given.get("services"):
        seed_services(shop, int(given["services"]))
    if given.get("foreignServices"):
        seed_services(shop, int(given["foreignServices"]), foreign=True)
    if given.get("products"):
        seed_products(
            shop, int(given["products"]), int(given.get("variants", 2)), int(given.get("stock", 100)), int(given.get("pictures", 0))
        )
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
    entries = shop.log[int(given.get("since", 0)) :]
    answer = {
        "requests": len(entries),
        "requestedPoints": sum(e["requested"] or 0 for e in entries),
        "actualPoints": sum(e["actual"] or 0 for e in entries),
        "entries": entries if str(given.get("entries", "true")) != "false" else [],
    }
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
    if "mediaFailures" in given:
        shop.media_failures = int(given["mediaFailures"])
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
    keep = {
        "currency": shop.currency,
        "timezone": shop.timezone,
        "country": shop.country,
        "plan": shop.plan,
        "seed": shop.seed,
        "rate": shop.bucket.rate,
        "bucket": shop.bucket.maximum,
        "taxes_included": shop.taxes_included,
    }
    return shop_shown(server.add_shop(shop.name, **{**keep, **given}))
