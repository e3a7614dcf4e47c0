"""Mutations on orders that came first: update, close, open, cancel, tags."""

from ..engine.registry import FieldError, field
from ..model.base import iso, number_in, type_in
from ..shopfloor import orders as floor
from ..shopfloor.addresses import from_input
from .common import find, user_error
from .metafields import put_inputs


def get(o, name, attribute):
    return o.get(name) if o.__class__ is dict else getattr(o, attribute)


def put(o, name, attribute, value):
    if o.__class__ is dict:
        o[name] = value
    else:
        setattr(o, attribute, value)


@field("Mutation.orderUpdate")
def _(_o, a, c):
    given = a["input"]
    order = find(c, given["id"], "Order")
    if order is None:
        return {"order": None, "userErrors": [user_error(["id"], "Order does not exist")]}
    if "tags" in given:
        put(order, "tags", "tags", sorted(dict.fromkeys(t.strip() for t in given["tags"] or [] if t.strip()), key=str.lower))
    for name, attribute in (("note", "note"), ("email", "email"), ("phone", "phone"), ("poNumber", "po_number")):
        if name in given:
            put(order, name, attribute, given[name])
    if "customAttributes" in given:
        put(
            order,
            "customAttributes",
            "custom_attributes",
            [{"__typename": "Attribute", "key": x["key"], "value": x["value"]} for x in given["customAttributes"] or []],
        )
    if given.get("metafields") and order.__class__ is not dict:
        put_inputs(c.shop, order, given["metafields"])
    if given.get("shippingAddress") is not None:
        put(order, "shippingAddress", "shipping", from_input(c.shop, given["shippingAddress"]))
    c.shop.touch(order)
    c.applied("orderUpdate", id=given["id"], fields=sorted(k for k in given if k != "id"))
    return {"order": order, "userErrors": []}


@field("Mutation.orderClose")
def _(_o, a, c):
    return set_closed(c, a["input"]["id"], True, "orderClose")


@field("Mutation.orderOpen")
def _(_o, a, c):
    return set_closed(c, a["input"]["id"], False, "orderOpen")


def set_closed(c, gid, closed, operation):
    order = find(c, gid, "Order")
    if order is None:
        return {"order": None, "userErrors": [user_error(["id"], "Order does not exist")]}
    now = c.shop.now() if closed else None
    if order.__class__ is dict:
        order["closed"], order["closedAt"] = closed, iso(now)
    elif closed and order.closed_at:
        return {"order": order, "userErrors": []}
    else:
        order.closed_at = now
    c.shop.touch(order)
    c.applied(operation, id=gid)
    return {"order": order, "userErrors": []}


@field("Mutation.orderCancel")
def _(_o, a, c):
    def refuse(message, code, name="orderId"):
        return {
            "job": None,
            "orderCancelUserErrors": [user_error([name], message, code, "OrderCancelUserError")],
            "userErrors": [user_error([name], message)],
        }

    order = find(c, a["orderId"], "Order")
    if order is None:
        return refuse("Order does not exist", "NOT_FOUND")
    if a.get("refund") is not None and a.get("refundMethod") is not None:
        return refuse("Only one of the arguments `refund` or `refund_method` is allowed.", "INVALID", "refund")
    if len(a.get("staffNote") or "") > 255:
        return refuse("Staff note is too long. Maximum length is 255 characters.", "INVALID", "staffNote")
    if get(order, "cancelledAt", "cancelled_at"):
        return refuse("Cannot cancel an order that has already been canceled", "INVALID")
    if order.__class__ is dict:
        order["cancelledAt"], order["cancelReason"] = iso(c.shop.now()), a["reason"]
    else:
        # With a return on it Shopify was recorded to take the request even where goods were shipped.
        if not order.returns and any(f.status == "SUCCESS" for f in order.fulfillments):
            return refuse("Cannot cancel an order that has outstanding fulfillments", "INVALID")
        refund = bool(a.get("refund") or (a.get("refundMethod") or {}).get("originalPaymentMethodsRefund"))
        floor.cancel(c.shop, order, a["reason"], refund=refund, restock=a.get("restock"), note=a.get("staffNote"))
    c.shop.touch(order)
    c.applied("orderCancel", id=a["orderId"], reason=a["reason"])
    job = {"__typename": "Job", "id": f"gid://shopify/Job/{c.uuid()}", "done": False}
    return {"job": job, "orderCancelUserErrors": [], "userErrors": []}


@field("QueryRoot.job")
def _(_o, a, c):
    return {"__typename": "Job", "id": a["id"], "done": True}


TAGGABLE = ("Order", "Product", "Customer")


def tag(c, a, change, operation):
    if type_in(a["id"]) not in TAGGABLE:
        raise FieldError(f"Invalid id: {a['id']}", "RESOURCE_NOT_FOUND")
    record = c.shop.find(type_in(a["id"]), number_in(a["id"]))
    if record is None:
        return {"node": None, "userErrors": [user_error(["id"], f"{type_in(a['id'])} does not exist")]}
    tags = list(get(record, "tags", "tags") or [])
    changed = change(tags, [t.strip() for given in a["tags"] for t in given.split(",") if t.strip()])
    if changed != tags:
        put(record, "tags", "tags", changed)
        c.shop.touch(record)
        c.applied(operation, id=a["id"], tags=a["tags"])
    return {"node": record, "userErrors": []}


@field("Mutation.tagsAdd")
def _(_o, a, c):
    def add(tags, given):
        known = {t.lower(): t for t in reversed(given)} | {t.lower(): t for t in tags}  # tags that differ by case only are one
        return sorted(known.values(), key=str.lower)

    return tag(c, a, add, "tagsAdd")


@field("Mutation.tagsRemove")
def _(_o, a, c):
    def remove(tags, given):
        gone = {t.lower() for t in given}
        return [t for t in tags if t.lower() not in gone]

    return tag(c, a, remove, "tagsRemove")
