"""Inventory items and levels: reading."""

from ..engine.registry import field
from ..model.base import iso, number_in
from ..store.search import date, number, parse, predicate
from .common import count
from .nodes import level as find_level

NAMES = ("available", "committed", "damaged", "incoming", "on_hand", "quality_control", "reserved", "safety_stock")


@field("QueryRoot.inventoryItems")
def _(o, a, c):
    return c.shop.inventory_items.page(a)


@field("QueryRoot.inventoryItem")
def _(o, a, c):
    return c.shop.inventory_items.get(number_in(a["id"]))


@field("QueryRoot.inventoryLevel")
def _(o, a, c):
    return find_level(c, a["id"], number_in(a["id"]))


@field("InventoryItem.sku")
def _(i, a, c):
    return i.variant.sku


@field("InventoryItem.variants")
def _(i, a, c):
    return [i.variant]


@field("InventoryItem.unitCost")
def _(i, a, c):
    return None if i.cost is None else (c.shop.currency, i.cost)


@field("InventoryItem.countryCodeOfOrigin")
def _(i, a, c):
    return i.country


@field("InventoryItem.provinceCodeOfOrigin")
def _(i, a, c):
    return i.province


@field("InventoryItem.harmonizedSystemCode")
def _(i, a, c):
    return i.harmonized_code


@field("InventoryItem.measurement")
def _(i, a, c):
    return {
        "__typename": "InventoryItemMeasurement",
        "id": f"gid://shopify/InventoryItemMeasurement/{i.number}",
        "shippingPackage": None,
        "weight": {"__typename": "Weight", "value": i.weight, "unit": i.weight_unit},
    }


@field("InventoryItem.trackedEditable")
def _(i, a, c):
    return {"__typename": "EditableProperty", "locked": False, "reason": None}


@field("InventoryItem.locationsCount")
def _(i, a, c):
    return count(len(i.levels))


def active(levels, arguments):
    return [x for x in levels if x.active or arguments.get("includeInactive")]


@field("InventoryItem.inventoryLevels")
def _(i, a, c):
    return active(i.levels.values(), a)


@field("InventoryItem.inventoryLevel")
def _(i, a, c):
    found = i.levels.get(number_in(a["locationId"]))
    return found if found and (found.active or a.get("includeInactive")) else None


@field("Location.inventoryLevel")
def _(x, a, c):
    item = c.shop.inventory_items.get(number_in(a["inventoryItemId"]))
    found = item.levels.get(x.number) if item else None
    return found if found and (found.active or a.get("includeInactive")) else None


@field("Location.inventoryLevels")
def _(x, a, c):
    return levels_page(c.shop, x, a)


LEVEL_FIELDS = {
    "updated_at": date(lambda level: level.updated_at),
    "created_at": date(lambda level: level.created_at),
    "inventory_item_id": number(lambda level: level.item.number),
}


def levels_page(shop, location, arguments):
    """The levels of a location in the order of their items, found through the index of the items."""
    inactive, place = arguments.get("includeInactive"), location.number
    test = predicate(parse(arguments.get("query") or ""), LEVEL_FIELDS, shop.now())

    def here(item):
        level = item.levels.get(place)
        return level is not None and (level.active or inactive) and (test is None or test(level))

    page = shop.inventory_items.page({**arguments, "query": None}, also=here)
    page.nodes = [item.levels[place] for item in page.nodes]
    page.number_of = page.value_of = lambda level: level.item.number
    return page


@field("InventoryLevel.quantities")
def _(level, a, c):
    known = {
        "available": level.available,
        "committed": level.committed,
        "incoming": level.incoming,
        "on_hand": level.on_hand,
        "reserved": level.reserved,
    }
    return [
        {
            "__typename": "InventoryQuantity",
            "id": f"gid://shopify/InventoryQuantity/{level.item.number}?inventory_item_id={level.item.number}&name={name}",
            "name": name,
            "quantity": known.get(name, 0),
            "updatedAt": iso(level.times.get(name)),
        }
        for name in a["names"]
        if name in NAMES
    ]


@field("InventoryLevel.isActive")
def _(level, a, c):
    return level.active


@field("InventoryLevel.createdAt")
def _(level, a, c):
    return iso(level.created_at)


@field("InventoryLevel.updatedAt")
def _(level, a, c):
    return iso(level.updated_at)


@field("InventoryLevel.canDeactivate")
def _(level, a, c):
    return level.committed == 0
