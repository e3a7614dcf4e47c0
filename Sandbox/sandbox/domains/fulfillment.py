"""Fulfillment orders and fulfillments: reading."""

from ..engine.registry import FieldError, field
from ..model import money
from ..model.base import iso, number_in
from .common import bag

OPEN = ("OPEN", "IN_PROGRESS", "SCHEDULED", "ON_HOLD")


def _times():
    for type_name in ("FulfillmentOrder", "Fulfillment"):
        field(f"{type_name}.createdAt")(lambda o, a, c: iso(o.created_at))
        field(f"{type_name}.updatedAt")(lambda o, a, c: iso(o.updated_at))


_times()


@field("FulfillmentOrder.fulfillAt")
def _(f, a, c):
    return iso(f.fulfill_at)


@field("FulfillmentOrder.lineItems")
def _(f, a, c):
    return f.lines


@field("FulfillmentOrder.orderId")
def _(f, a, c):
    return f.order.id


@field("FulfillmentOrder.orderName")
def _(f, a, c):
    return f.order.name


@field("FulfillmentOrder.orderProcessedAt")
def _(f, a, c):
    return iso(f.order.processed_at)


@field("FulfillmentOrder.assignedLocation")
def _(f, a, c):
    address = f.location.address
    return {
        "__typename": "FulfillmentOrderAssignedLocation",
        "name": f.location.name,
        "location": f.location,
        **{k: address.get(k) for k in ("address1", "address2", "city", "phone", "province", "zip")},
        "countryCode": address.get("countryCode") or f.order.shop.country,
    }


@field("FulfillmentOrder.destination")
def _(f, a, c):
    address = f.order.shipping
    if not address:
        return None
    return {
        "__typename": "FulfillmentOrderDestination",
        "id": f"gid://shopify/FulfillmentOrderDestination/{f.number}",
        "email": f.order.email,
        "location": None,
        "countryCode": address.get("countryCodeV2"),
        **{k: address.get(k) for k in ("address1", "address2", "city", "company", "firstName", "lastName", "phone", "province", "zip")},
    }


@field("FulfillmentOrder.deliveryMethod")
def _(f, a, c):
    title = f.order.shipping_lines[0].title if f.order.shipping_lines else None
    return {
        "__typename": "DeliveryMethod",
        "id": f"gid://shopify/DeliveryMethod/{f.number}",
        "methodType": "SHIPPING",
        "presentedName": title,
        "serviceCode": title,
        "additionalInformation": None,
        "brandedPromise": None,
        "maxDeliveryDateTime": None,
        "minDeliveryDateTime": None,
        "sourceReference": None,
    }


@field("FulfillmentOrder.fulfillmentHolds")
def _(f, a, c):
    return [{"__typename": "FulfillmentHold", **hold} for hold in f.holds]


@field("FulfillmentOrder.fulfillments")
def _(f, a, c):
    return [x for x in f.order.fulfillments if f in x.fulfillment_orders]


ACTIONS = {
    "OPEN": ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD"],
    "IN_PROGRESS": ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD", "MARK_AS_OPEN"],
    "ON_HOLD": ["RELEASE_HOLD", "HOLD", "MOVE"],
    "SCHEDULED": ["MARK_AS_OPEN", "MOVE"],
}


@field("FulfillmentOrder.supportedActions")
def _(f, a, c):
    names = list(ACTIONS.get(f.status, ()))
    if f.status == "OPEN" and sum(p.remaining_quantity for p in f.lines) > 1:
        names.append("SPLIT")
    if f.status == "OPEN" and any(o is not f and o.status == "OPEN" and o.location is f.location for o in f.order.fulfillment_orders):
        names.append("MERGE")
    return [{"__typename": "FulfillmentOrderSupportedAction", "action": n, "externalUrl": None} for n in names]


@field("FulfillmentOrderLineItem.lineItem")
def _(x, a, c):
    return x.line


for _name, _get in {
    "productTitle": lambda n: n.title,
    "variantTitle": lambda n: n.variant_title,
    "sku": lambda n: n.sku,
    "vendor": lambda n: n.vendor,
    "variant": lambda n: n.variant,
    "requiresShipping": lambda n: n.requires_shipping,
    "inventoryItemId": lambda n: n.variant.item.id if n.variant else None,
}.items():
    field(f"FulfillmentOrderLineItem.{_name}")(lambda x, a, c, g=_get: g(x.line))


@field("FulfillmentOrderLineItem.weight")
def _(x, a, c):
    return {"__typename": "Weight", "value": x.line.grams / 1000, "unit": "KILOGRAMS"} if x.line.grams else None


@field("Fulfillment.trackingInfo")
def _(f, a, c):
    found = [{"__typename": "FulfillmentTrackingInfo", **t} for t in f.tracking]
    return found if a.get("first") is None else found[: a["first"]]


@field("Fulfillment.fulfillmentLineItems")
def _(f, a, c):
    return f.lines


@field("Fulfillment.totalQuantity")
def _(f, a, c):
    return sum(x.quantity for x in f.lines)


@field("Fulfillment.requiresShipping")
def _(f, a, c):
    return any(x.line.requires_shipping for x in f.lines)


@field("FulfillmentLineItem.lineItem")
def _(x, a, c):
    return x.line


@field("FulfillmentLineItem.discountedTotalSet")
def _(x, a, c):
    return bag(x.line.order, x.line.share(x.line.net, x.quantity))


@field("FulfillmentLineItem.originalTotalSet")
def _(x, a, c):
    return bag(x.line.order, money.times(x.line.unit_price, x.quantity))


@field("QueryRoot.fulfillmentOrder")
def _(o, a, c):
    return c.shop.fulfillment_orders.get(number_in(a["id"]))


@field("QueryRoot.fulfillment")
def _(o, a, c):
    return c.shop.find("Fulfillment", number_in(a["id"]))


@field("QueryRoot.fulfillmentOrders")
def _(o, a, c):
    closed = a.get("includeClosed")
    return c.shop.fulfillment_orders.page(a, also=None if closed else lambda f: f.status in OPEN)


ASSIGNMENT = {
    "FULFILLMENT_REQUESTED": ("SUBMITTED",),
    "FULFILLMENT_ACCEPTED": ("ACCEPTED",),
    "FULFILLMENT_UNSUBMITTED": ("UNSUBMITTED", "REJECTED"),
    "CANCELLATION_REQUESTED": ("CANCELLATION_REQUESTED",),
}


@field("QueryRoot.assignedFulfillmentOrders")
def _(o, a, c):
    if not any(x.service and not x.foreign for x in c.shop.locations):
        raise FieldError('["The api_client is not associated with any fulfillment service."]')
    wanted, places = ASSIGNMENT.get(a.get("assignmentStatus")), a.get("locationIds")

    def assigned(f):
        place = f.location
        return (
            place.service
            and not place.foreign
            and f.status in OPEN
            and (wanted is None or f.request_status in wanted)
            and (not places or place.id in places)
        )

    return c.shop.fulfillment_orders.page(a, also=assigned)


@field("Order.fulfillmentOrders")
def _(o, a, c):
    return o.fulfillment_orders
