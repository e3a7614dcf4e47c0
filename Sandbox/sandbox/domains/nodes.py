"""`node` and `nodes(ids:)`."""

from ..engine.registry import FieldError, field
from ..engine.scopes import SCOPES, allowed, words
from ..model.base import number_in, type_in


def lookup(context, gid):
    name, number = type_in(gid), number_in(gid)
    if name is None:
        raise FieldError(f"Invalid id: {gid}", "RESOURCE_NOT_FOUND")
    scopes = SCOPES.get(name)
    if scopes and not allowed(scopes, context.scopes):
        raise FieldError(
            f"Access denied for {name} field. Required access: {words(scopes)}",
            "ACCESS_DENIED",
            documentation="https://shopify.dev/api/usage/access-scopes",
            requiredAccess=words(scopes),
        )
    if name == "InventoryLevel":
        return level(context, gid, number)
    if name == "Shop":
        return context.shop_object()
    if number is None:
        return None
    return context.shop.find(name, number)


def level(context, gid, location_number):
    item = context.shop.inventory_items.get(number_in(gid.rsplit("inventory_item_id=", 1)[-1]))
    return item.levels.get(location_number) if item and "inventory_item_id=" in gid else None


@field("QueryRoot.node")
def _(o, a, c):
    return lookup(c, a["id"])


@field("QueryRoot.nodes")
def _(o, a, c):
    if len(a["ids"]) > 250:
        raise FieldError(f"The input array size of {len(a['ids'])} is greater than the maximum allowed of 250.", "MAX_INPUT_SIZE_EXCEEDED")
    return [lookup(c, gid) for gid in a["ids"]]
