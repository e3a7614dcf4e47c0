"""Small parts that several domains use."""

from ..model import money
from ..model.base import number_in, type_in


def bag(order, pair):
    """A MoneyBag value: (shop currency, presentment currency, minor, minor)."""
    return (order.currency, order.presentment, pair[0], pair[1])


def scalar(order, pair):
    return money.scalar(order.currency, pair[0])


def user_error(field, message, code=None, type_name="UserError"):
    error = {"__typename": type_name, "field": field, "message": message}
    if code is not None:
        error["code"] = code
    return error


def attributes(pairs):
    """Custom attributes in the shape of the type Attribute."""
    return [{"__typename": "Attribute", "key": p["key"], "value": p.get("value")} for p in pairs or ()]


def find(context, gid, *type_names):
    """The record of a gid whose type is one of those named; None when there is none."""
    name = type_in(gid)
    if name not in type_names:
        return None
    return context.shop.find(name, number_in(gid))


def count(number):
    return {"__typename": "Count", "count": number, "precision": "EXACT"}
