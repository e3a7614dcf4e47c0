"""Shipping by the API: fulfillments, tracking, and what can be done with fulfillment orders."""

from ..engine.registry import field
from ..model.base import iso
from ..model.fulfillment import FulfillmentOrder, FulfillmentOrderLine
from ..shopfloor import shipping
from .common import find, user_error

SHIPPABLE = ("OPEN", "IN_PROGRESS")


def refused(message, field_path=("fulfillment",), **payload):
    return {**payload, "userErrors": [user_error(list(field_path) if field_path else None, message)]}


def tracking_of(given):
    """Pairs of number and URL with the company, from `number`/`numbers` and `url`/`urls`."""
    given = given or {}
    numbers = list(given.get("numbers") or []) or ([given["number"]] if given.get("number") else [])
    urls = list(given.get("urls") or []) or ([given["url"]] if given.get("url") else [])
    length = max(len(numbers), len(urls))
    return [
        {"number": numbers[i] if i < len(numbers) else None, "url": urls[i] if i < len(urls) else None, "company": given.get("company")}
        for i in range(length)
    ]


def part_of(context, entry, fulfillment_order):
    line = find(context, entry["id"], "FulfillmentOrderLineItem")
    return line if line is not None and line.fulfillment_order is fulfillment_order else None


@field("Mutation.fulfillmentCreate", "Mutation.fulfillmentCreateV2")
def _(_o, a, c):
    given, parts = a["fulfillment"], []
    for entry in given["lineItemsByFulfillmentOrder"]:
        one = find(c, entry["fulfillmentOrderId"], "FulfillmentOrder")
        if one is None or one.__class__ is dict:
            return refused("Fulfillment order does not exist.", fulfillment=None)
        if one.status not in SHIPPABLE:
            return refused(f"Fulfillment order {one.number} has an unfulfillable status= {one.status.lower()}.", fulfillment=None)
        wanted, taken = entry.get("fulfillmentOrderLineItems") or [], []
        for item in wanted:
            part = part_of(c, item, one)
            if part is None:
                return refused("Fulfillment order line item does not exist.", fulfillment=None)
            if item["quantity"] <= 0:
                return refused("Quantity must be greater than 0", fulfillment=None)
            if item["quantity"] > part.remaining_quantity - sum(q for p, q in taken if p is part):
                return refused("Invalid fulfillment order line item quantity requested.", fulfillment=None)
            taken.append((part, item["quantity"]))
        parts.append((one, taken))
    if not parts:
        return refused("Line items by fulfillment order can't be blank", fulfillment=None)
    if len({one.location.number for one, _ in parts}) > 1:
        return refused("All fulfillment orders must be assigned to the same location.", fulfillment=None)
    if len({one.order.number for one, _ in parts}) > 1:
        return refused("All fulfillment orders must belong to the same order.", fulfillment=None)
    made = shipping.fulfil(c.shop, parts, tracking_of(given.get("trackingInfo")), bool(given.get("notifyCustomer")))
    c.applied(
        "fulfillmentCreate",
        id=made.id,
        order=made.order.id,
        tracking=[t["number"] for t in made.tracking],
        lines=[[x.line.id, x.quantity] for x in made.lines],
        notified=made.notified,
    )
    return {"fulfillment": made, "userErrors": []}


@field("Mutation.fulfillmentTrackingInfoUpdate")
def _(_o, a, c):
    made = find(c, a["fulfillmentId"], "Fulfillment")
    if made is None or made.__class__ is dict:
        return refused("Fulfillment does not exist.", ("fulfillmentId",), fulfillment=None)
    made.tracking = tracking_of(a["trackingInfoInput"])
    made.updated_at = c.shop.now()
    c.shop.touch(made.order)
    c.applied("fulfillmentTrackingInfoUpdate", id=made.id, tracking=[t["number"] for t in made.tracking])
    return {"fulfillment": made, "userErrors": []}


@field("Mutation.fulfillmentCancel")
def _(_o, a, c):
    made = find(c, a["id"], "Fulfillment")
    if made is None or made.__class__ is dict:
        return refused("Fulfillment does not exist.", ("id",), fulfillment=None)
    if made.status != "CANCELLED":
        shipping.cancel(c.shop, made)
        c.applied("fulfillmentCancel", id=made.id)
    return {"fulfillment": made, "userErrors": []}


EVENTS = {
    "IN_TRANSIT": "IN_TRANSIT",
    "OUT_FOR_DELIVERY": "OUT_FOR_DELIVERY",
    "DELIVERED": "DELIVERED",
    "FAILURE": "NOT_DELIVERED",
    "ATTEMPTED_DELIVERY": "ATTEMPTED_DELIVERY",
    "CONFIRMED": "CONFIRMED",
    "LABEL_PRINTED": "LABEL_PRINTED",
    "LABEL_PURCHASED": "LABEL_PURCHASED",
    "READY_FOR_PICKUP": "READY_FOR_PICKUP",
}


@field("Mutation.fulfillmentEventCreate")
def _(_o, a, c):
    given = a["fulfillmentEvent"]
    made = find(c, given["fulfillmentId"], "Fulfillment")
    if made is None or made.__class__ is dict:
        return refused("Fulfillment does not exist.", ("fulfillmentEvent", "fulfillmentId"), fulfillmentEvent=None)
    made.display_status = EVENTS.get(given["status"], made.display_status)
    made.updated_at = c.shop.now()
    c.shop.touch(made.order)
    number = c.shop.numbers.next("FulfillmentEvent")
    c.applied("fulfillmentEventCreate", id=made.id, status=given["status"])
    event = {
        "__typename": "FulfillmentEvent",
        "id": f"gid://shopify/FulfillmentEvent/{number}",
        "status": given["status"],
        "message": given.get("message"),
        "happenedAt": given.get("happenedAt") or made_at(c),
        "createdAt": made_at(c),
    }
    return {"fulfillmentEvent": event, "userErrors": []}


def made_at(c):
    return iso(c.shop.now())


def order_of(c, gid):
    found = find(c, gid, "FulfillmentOrder")
    return None if found is None or found.__class__ is dict else found


def with_code(message, code, field_path=None, type_name="UserError"):
    return user_error(field_path, message, code, type_name)


@field("Mutation.fulfillmentOrderHold")
def _(_o, a, c):
    one = order_of(c, a["id"])
    if one is None:
        return {
            "fulfillmentOrder": None,
            "fulfillmentHold": None,
            "remainingFulfillmentOrder": None,
            "userErrors": [with_code("Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND", ["id"])],
        }
    hold = {
        "__typename": "FulfillmentHold",
        "id": f"gid://shopify/FulfillmentHold/{c.shop.numbers.next('FulfillmentHold')}",
        "reason": a["fulfillmentHold"]["reason"],
        "reasonNotes": a["fulfillmentHold"].get("reasonNotes"),
        "heldByRequestingApp": True,
        "handle": a["fulfillmentHold"].get("handle") or "",
        "heldByApp": None,
        "displayReason": a["fulfillmentHold"]["reason"].replace("_", " ").capitalize(),
    }
    one.holds.append(hold)
    one.status = "ON_HOLD"
    touch(c, one)
    c.applied("fulfillmentOrderHold", id=one.id)
    return {"fulfillmentOrder": one, "fulfillmentHold": hold, "remainingFulfillmentOrder": None, "userErrors": []}


@field("Mutation.fulfillmentOrderReleaseHold")
def _(_o, a, c):
    one = order_of(c, a["id"])
    if one is None:
        return {
            "fulfillmentOrder": None,
            "userErrors": [with_code("Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND", ["id"])],
        }
    one.holds, one.status = [], "OPEN"
    touch(c, one)
    c.applied("fulfillmentOrderReleaseHold", id=one.id)
    return {"fulfillmentOrder": one, "userErrors": []}


@field("Mutation.fulfillmentOrderOpen")
def _(_o, a, c):
    one = order_of(c, a["id"])
    if one is None:
        return refused("Fulfillment order does not exist.", ("id",), fulfillmentOrder=None)
    if one.status not in ("SCHEDULED", "IN_PROGRESS"):
        return refused(f"Expected fulfillment order status to be valid but it was {one.status.lower()}.", None, fulfillmentOrder=None)
    one.status = "OPEN"
    touch(c, one)
    c.applied("fulfillmentOrderOpen", id=one.id)
    return {"fulfillmentOrder": one, "userErrors": []}


@field("Mutation.fulfillmentOrderReportProgress")
def _(_o, a, c):
    one = order_of(c, a["id"])
    if one is None:
        return refused("Fulfillment order does not exist.", ("id",), fulfillmentOrder=None)
    if one.status not in SHIPPABLE:
        return {"fulfillmentOrder": None, "userErrors": [with_code("Cannot report progress on a fulfillment order in this state.", None)]}
    one.status = "IN_PROGRESS"
    touch(c, one)
    c.applied("fulfillmentOrderReportProgress", id=one.id)
    return {"fulfillmentOrder": one, "userErrors": []}


def request_answer(name, status):
    @field(f"Mutation.{name}")
    def _(_o, a, c):
        one = order_of(c, a["id"])
        if one is None:
            return refused("Fulfillment order does not exist.", ("id",), fulfillmentOrder=None)
        if one.request_status != "SUBMITTED":
            return refused("Cannot answer a fulfillment request that was not submitted.", None, fulfillmentOrder=None)
        one.request_status = status
        if status == "ACCEPTED":
            one.status = "IN_PROGRESS"
        touch(c, one)
        c.applied(name, id=one.id)
        return {"fulfillmentOrder": one, "userErrors": []}


request_answer("fulfillmentOrderAcceptFulfillmentRequest", "ACCEPTED")
request_answer("fulfillmentOrderRejectFulfillmentRequest", "REJECTED")


def touch(c, fulfillment_order):
    c.shop.touch(fulfillment_order)
    c.shop.touch(fulfillment_order.order)


def split_off(c, one, quantities, location):
    """A new fulfillment order with the given quantities; the old one keeps the rest."""
    made = FulfillmentOrder(c.shop.numbers.next("FulfillmentOrder"), one.order, location, c.shop.now())
    for part, quantity in quantities:
        part.remaining_quantity -= quantity
        part.total_quantity -= quantity
        made.lines.append(c.shop.keep(FulfillmentOrderLine(c.shop.numbers.next("FulfillmentOrderLineItem"), made, part.line, quantity)))
    one.order.fulfillment_orders.append(made)
    c.shop.fulfillment_orders.add(made)
    return made


def wanted_parts(c, one, given):
    """(parts, error message) for a list of ids and quantities; everything that is left for an empty list."""
    if not given:
        return [(p, p.remaining_quantity) for p in one.lines if p.remaining_quantity], None
    parts = []
    for entry in given:
        part = part_of(c, entry, one)
        if part is None:
            return None, "Fulfillment order line item does not exist."
        if not 0 < entry["quantity"] <= part.remaining_quantity:
            return None, "Invalid fulfillment order line item quantity requested."
        parts.append((part, entry["quantity"]))
    return parts, None


@field("Mutation.fulfillmentOrderMove")
def _(_o, a, c):
    empty = {"movedFulfillmentOrder": None, "originalFulfillmentOrder": None, "remainingFulfillmentOrder": None}
    one, place = order_of(c, a["id"]), find(c, a["newLocationId"], "Location")
    if one is None:
        return refused("Fulfillment order does not exist.", ("id",), **empty)
    if place is None:
        return refused("Location not found.", ("id",), **empty)
    if one.status == "IN_PROGRESS":
        return {
            **empty,
            "userErrors": [
                with_code(
                    "Cannot move a fulfillment order that has had progress reported. To move a fulfillment order that has had progress reported, the "
                    "fulfillment order must first be marked as open resolving the ongoing progress state.",
                    "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS",
                    ["id"],
                )
            ],
        }
    if one.request_status == "SUBMITTED":
        return refused("Cannot move submitted fulfillment order that is at a 3PL fulfillment service.", None, **empty)
    if one.status not in ("OPEN", "ON_HOLD", "SCHEDULED"):
        return refused("Cannot change location.", None, **empty)
    parts, wrong = wanted_parts(c, one, a.get("fulfillmentOrderLineItems"))
    if wrong:
        return refused(wrong, None, **empty)
    whole = sum(q for _, q in parts) == sum(p.remaining_quantity for p in one.lines)
    if whole:
        one.location, moved, remaining = place, one, None
    else:
        moved = split_off(c, one, parts, place)
        remaining = one
    touch(c, one)
    c.applied("fulfillmentOrderMove", id=one.id, location=place.id)
    return {"movedFulfillmentOrder": moved, "originalFulfillmentOrder": one, "remainingFulfillmentOrder": remaining, "userErrors": []}


@field("Mutation.fulfillmentOrderSplit")
def _(_o, a, c):
    results = []
    for entry in a["fulfillmentOrderSplits"]:
        one = order_of(c, entry["fulfillmentOrderId"])
        if one is None:
            return {
                "fulfillmentOrderSplits": None,
                "userErrors": [with_code("Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND")],
            }
        parts, wrong = wanted_parts(c, one, entry["fulfillmentOrderLineItems"])
        if wrong:
            return {"fulfillmentOrderSplits": None, "userErrors": [with_code(wrong, None)]}
        made = split_off(c, one, parts, one.location)
        touch(c, one)
        c.applied("fulfillmentOrderSplit", id=one.id, into=made.id)
        results.append({"fulfillmentOrder": one, "remainingFulfillmentOrder": made, "replacementFulfillmentOrder": None})
    return {"fulfillmentOrderSplits": results, "userErrors": []}


@field("Mutation.fulfillmentOrderSubmitFulfillmentRequest")
def _(_o, a, c):
    one = order_of(c, a["id"])
    empty = {"originalFulfillmentOrder": None, "submittedFulfillmentOrder": None, "unsubmittedFulfillmentOrder": None}
    if one is None:
        return refused("Fulfillment order does not exist.", ("id",), **empty)
    if one.request_status == "SUBMITTED" or one.status not in SHIPPABLE:
        return refused("Cannot request fulfillment for the fulfillment order.", None, **empty)
    one.request_status = "SUBMITTED"
    touch(c, one)
    c.applied("fulfillmentOrderSubmitFulfillmentRequest", id=one.id)
    return {**empty, "originalFulfillmentOrder": one, "submittedFulfillmentOrder": one, "userErrors": []}


@field("Mutation.fulfillmentOrderCancel")
def _(_o, a, c):
    one = order_of(c, a["id"])
    empty = {"fulfillmentOrder": None, "replacementFulfillmentOrder": None}
    if one is None:
        return refused("Fulfillment order does not exist.", ("id",), **empty)
    if one.status not in SHIPPABLE:
        return refused("Fulfillment order is not in cancelable request state and can't be canceled.", None, **empty)
    parts = [(p, p.remaining_quantity) for p in one.lines if p.remaining_quantity]
    again = split_off(c, one, parts, one.location)
    one.status, one.request_status = "CLOSED", "UNSUBMITTED"
    touch(c, one)
    c.applied("fulfillmentOrderCancel", id=one.id, replacement=again.id)
    return {"fulfillmentOrder": one, "replacementFulfillmentOrder": again, "userErrors": []}
