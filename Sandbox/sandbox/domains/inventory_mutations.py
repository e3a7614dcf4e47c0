"""Stock: set, adjust, move, activate. A call is done wholly or not at all."""

from ..engine.registry import FieldError, field
from ..model import money
from ..model.base import iso, number_in
from ..model.catalog import Level
from .common import find, user_error
from .nodes import level as find_level

REASONS = (
    "correction cycle_count_available damaged movement_canceled movement_created movement_received movement_updated other promotion "
    "quality_control received reservation_created reservation_deleted reservation_updated restock safety_stock shrinkage"
).split()
ADJUSTABLE = "available damaged incoming quality_control reserved safety_stock".split()
LIMIT = 1_000_000_000
WORDS = {
    "INVALID_INVENTORY_ITEM": "The specified inventory item could not be found.",
    "INVALID_LOCATION": "The specified location could not be found.",
    "INVALID_QUANTITY_TOO_HIGH": "The quantity can't be higher than 1,000,000,000.",
    "INVALID_QUANTITY_TOO_LOW": "The quantity can't be lower than -1,000,000,000.",
    "INVALID_QUANTITY_NEGATIVE": "The quantity can't be negative.",
    "INVALID_NAME": "The quantity name must be either 'available' or 'on_hand'.",
    "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR": "The combination of inventoryItemId and locationId must be unique.",
    "ITEM_NOT_STOCKED_AT_LOCATION": "The specified inventory item is not stocked at the location.",
    "NON_MUTABLE_INVENTORY_ITEM": "The specified inventory item is not allowed to be adjusted via API.",
    "CHANGE_FROM_QUANTITY_STALE": "The specified changeFromQuantity no longer matches the persisted quantity.",
    "INVALID_REASON": "The specified reason is invalid. Valid values are: " + ", ".join(REASONS) + ".",
    "INVALID_REFERENCE_DOCUMENT": "The specified reference document is invalid.",
}


class Check:
    """Collects the userErrors of one call."""

    def __init__(self, type_name):
        self.type_name, self.errors = type_name, []

    def fail(self, path, code, message=None):
        self.errors.append(user_error([str(p) for p in path], message or WORDS[code], code, self.type_name))

    def common(self, given):
        if given["reason"] not in REASONS:
            self.fail(["input", "reason"], "INVALID_REASON")
        document = given.get("referenceDocumentUri")
        if document is not None and "://" not in document:
            self.fail(["input", "referenceDocumentUri"], "INVALID_REFERENCE_DOCUMENT")

    def pair(self, context, entry, path):
        """(item, level); errors for what is not there."""
        item, place = find(context, entry["inventoryItemId"], "InventoryItem"), find(context, entry["locationId"], "Location")
        if item is None:
            self.fail([*path, "inventoryItemId"], "INVALID_INVENTORY_ITEM")
        if place is None:
            self.fail([*path, "locationId"], "INVALID_LOCATION")
        if item is None or place is None:
            return None, None
        if not item.tracked or item.variant.requires_components:
            self.fail([*path, "inventoryItemId"], "NON_MUTABLE_INVENTORY_ITEM")
            return None, None
        level = item.levels.get(place.number)
        if level is None or not level.active:
            self.fail([*path, "locationId"], "ITEM_NOT_STOCKED_AT_LOCATION")
            return None, None
        return item, level

    def expected(self, entry, current, path):
        if "changeFromQuantity" not in entry:
            raise FieldError(
                "The changeFromQuantity field is required: give the expected quantity, or null to skip the check.", "BAD_REQUEST"
            )
        if entry["changeFromQuantity"] is not None and entry["changeFromQuantity"] != current:
            self.fail([*path, "changeFromQuantity"], "CHANGE_FROM_QUANTITY_STALE")


def get(level, name):
    return level.on_hand if name == "on_hand" else getattr(level, name)


def change(context, level, name, delta):
    """Changes a quantity; returns the InventoryChange entries. On hand follows what is available."""
    now, changes = context.shop.now(), []
    stored = "available" if name == "on_hand" else name
    setattr(level, stored, getattr(level, stored) + delta)
    level.updated_at = level.times[stored] = level.item.updated_at = now
    names = [stored] if stored == "incoming" else [stored, "on_hand"]
    if stored != "incoming":
        level.times["on_hand"] = now
    for one in names:
        changes.append(
            {
                "__typename": "InventoryChange",
                "name": one,
                "delta": delta,
                "quantityAfterChange": None,
                "item": level.item,
                "location": level.location,
                "ledgerDocumentUri": None,
            }
        )
    context.shop.inventory_items.touch(level.item)
    context.shop.happened("INVENTORY_LEVELS_UPDATE", level)
    return changes


def group(context, given, changes):
    if not changes:
        return None
    return {
        "__typename": "InventoryAdjustmentGroup",
        "id": f"gid://shopify/InventoryAdjustmentGroup/{context.shop.numbers.next('InventoryAdjustmentGroup')}",
        "reason": given["reason"],
        "referenceDocumentUri": given.get("referenceDocumentUri"),
        "createdAt": iso(context.shop.now()),
        "changes": changes,
        "app": None,
        "staffMember": None,
    }


@field("InventoryAdjustmentGroup.changes")
def _(g, a, c):
    return g["changes"]


@field("Mutation.inventorySetQuantities")
def _(_o, a, c):
    given, check, todo, seen = a["input"], Check("InventorySetQuantitiesUserError"), [], {}
    name = given["name"]
    if name not in ("available", "on_hand"):
        check.fail(["input", "name"], "INVALID_NAME")
    check.common(given)
    for index, entry in enumerate(given["quantities"]):
        seen.setdefault((entry["inventoryItemId"], entry["locationId"]), []).append(index)
    for index, entry in enumerate(given["quantities"]):
        path = ["input", "quantities", index]
        if len(seen[entry["inventoryItemId"], entry["locationId"]]) > 1:
            check.fail([*path, "locationId"], "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR")
        if entry["quantity"] > LIMIT:
            check.fail([*path, "quantity"], "INVALID_QUANTITY_TOO_HIGH")
        elif entry["quantity"] < -LIMIT:
            check.fail([*path, "quantity"], "INVALID_QUANTITY_TOO_LOW")
        elif entry["quantity"] < 0 and name == "on_hand":
            check.fail([*path, "quantity"], "INVALID_QUANTITY_NEGATIVE")
    if check.errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": check.errors}
    for index, entry in enumerate(given["quantities"]):
        item, level = check.pair(c, entry, ["input", "quantities", index])
        if level is not None:
            current = get(level, name)
            check.expected(entry, current, ["input", "quantities", index])
            todo.append((level, entry["quantity"] - current))
    if check.errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": check.errors}
    changes = [x for level, delta in todo if delta for x in change(c, level, name, delta)]
    if changes:
        c.applied("inventorySetQuantities", name=name, pairs=[[level.item.id, level.location.id, delta] for level, delta in todo if delta])
    return {"inventoryAdjustmentGroup": group(c, given, changes), "userErrors": []}


@field("Mutation.inventoryAdjustQuantities")
def _(_o, a, c):
    given, check, todo = a["input"], Check("InventoryAdjustQuantitiesUserError"), []
    if given["name"] not in ADJUSTABLE:
        check.fail(
            ["input", "name"],
            "INVALID_QUANTITY_NAME",
            "The specified quantity name is invalid. Valid values are: " + ", ".join(ADJUSTABLE) + ".",
        )
    check.common(given)
    if check.errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": check.errors}
    for index, entry in enumerate(given["changes"]):
        path = ["input", "changes", index]
        item, level = check.pair(c, entry, path)
        if level is not None:
            check.expected(entry, get(level, given["name"]), path)
            todo.append((level, entry["delta"]))
    if check.errors:
        return {"inventoryAdjustmentGroup": None, "userErrors": check.errors}
    changes = [x for level, delta in todo if delta for x in change(c, level, given["name"], delta)]
    c.applied("inventoryAdjustQuantities", name=given["name"], pairs=[[level.item.id, level.location.id, delta] for level, delta in todo])
    return {"inventoryAdjustmentGroup": group(c, given, changes), "userErrors": []}


def stock_at(c, item, place, available=0):
    level = item.levels.get(place.number)
    if level is None:
        level = item.levels[place.number] = Level(item, place, available, c.shop.now())
    elif not level.active:
        level.active, level.available = True, available
    level.updated_at = c.shop.now()
    c.shop.touch(item)
    return level


@field("Mutation.inventoryActivate")
def _(_o, a, c):
    item, place = find(c, a["inventoryItemId"], "InventoryItem"), find(c, a["locationId"], "Location")
    if item is None:
        return {"inventoryLevel": None, "userErrors": [user_error(["inventoryItemId"], WORDS["INVALID_INVENTORY_ITEM"])]}
    if place is None:
        return {"inventoryLevel": None, "userErrors": [user_error(["locationId"], WORDS["INVALID_LOCATION"])]}
    known = item.levels.get(place.number)
    if known is not None and known.active:
        if a.get("available") is not None:
            return {
                "inventoryLevel": None,
                "userErrors": [
                    user_error(["available"], "Not allowed to set available quantity when the item is already active at the location.")
                ],
            }
        return {"inventoryLevel": known, "userErrors": []}
    level = stock_at(c, item, place, a.get("available") if a.get("available") is not None else a.get("onHand") or 0)
    c.applied("inventoryActivate", item=item.id, location=place.id, available=level.available)
    return {"inventoryLevel": level, "userErrors": []}


@field("Mutation.inventoryDeactivate")
def _(_o, a, c):
    level = find_level(c, a["inventoryLevelId"], number_in(a["inventoryLevelId"]))
    if level is None:
        return {"userErrors": [user_error(["inventoryLevelId"], "The inventory level does not exist.")]}
    if level.committed:
        return {"userErrors": [user_error(None, "The inventory level has committed units.")]}
    level.active, level.updated_at = False, c.shop.now()
    c.applied("inventoryDeactivate", item=level.item.id, location=level.location.id)
    return {"userErrors": []}


@field("Mutation.inventoryBulkToggleActivation")
def _(_o, a, c):
    def refuse(message, code, path):
        return {
            "inventoryItem": None,
            "inventoryLevels": None,
            "userErrors": [user_error(path, message, code, "InventoryBulkToggleActivationUserError")],
        }

    item = find(c, a["inventoryItemId"], "InventoryItem")
    if item is None:
        return refuse("The inventory item was not found.", "INVENTORY_ITEM_NOT_FOUND", ["inventoryItemId"])
    for index, entry in enumerate(a["inventoryItemUpdates"]):
        if find(c, entry["locationId"], "Location") is None:
            return refuse(
                "The quantity couldn't be updated because the location was not found.",
                "LOCATION_NOT_FOUND",
                ["inventoryItemUpdates", str(index), "locationId"],
            )
        if not entry["activate"] and sum(x.active for x in item.levels.values()) <= 1:
            return refuse(
                "The variant couldn't be unstocked: products need to be stocked at a minimum of 1 location.",
                "CANNOT_DEACTIVATE_FROM_ONLY_LOCATION",
                ["inventoryItemUpdates", str(index), "locationId"],
            )
    levels = []
    for entry in a["inventoryItemUpdates"]:
        place = find(c, entry["locationId"], "Location")
        if entry["activate"]:
            known = item.levels.get(place.number)
            levels.append(known if known and known.active else stock_at(c, item, place))
        elif place.number in item.levels:
            item.levels[place.number].active = False
    c.applied("inventoryBulkToggleActivation", item=item.id, updates=[[e["locationId"], e["activate"]] for e in a["inventoryItemUpdates"]])
    return {"inventoryItem": item, "inventoryLevels": levels, "userErrors": []}


def update_item(shop, item, given):
    """Takes over an InventoryItemInput."""
    for name, attribute in (
        ("tracked", "tracked"),
        ("countryCodeOfOrigin", "country"),
        ("harmonizedSystemCode", "harmonized_code"),
        ("provinceCodeOfOrigin", "province"),
        ("requiresShipping", "requires_shipping"),
    ):
        if name in given:
            setattr(item, attribute, given[name])
    if "sku" in given:
        item.variant.sku = given["sku"]
    if "cost" in given:
        item.cost = None if given["cost"] is None else money.minor(shop.currency, given["cost"])
    weight = (given.get("measurement") or {}).get("weight")
    if weight:
        item.weight, item.weight_unit = float(weight["value"]), weight["unit"]
    shop.touch(item)


@field("Mutation.inventoryItemUpdate")
def _(_o, a, c):
    item = find(c, a["id"], "InventoryItem")
    if item is None:
        return {"inventoryItem": None, "userErrors": [user_error(["id"], "The product couldn't be updated because it does not exist.")]}
    update_item(c.shop, item, a["input"])
    c.shop.touch(item.variant)
    c.applied("inventoryItemUpdate", id=item.id, fields=sorted(a["input"]))
    return {"inventoryItem": item, "userErrors": []}
