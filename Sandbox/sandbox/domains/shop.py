"""The shop itself, the installed app and its scopes, locations."""

from ..engine.registry import field
from ..model.base import iso, number_in
from .common import count


@field("QueryRoot.shop")
def _(o, a, c):
    return c.shop_object()


@field("QueryRoot.currentAppInstallation")
def _(o, a, c):
    return {
        "__typename": "AppInstallation",
        "id": "gid://shopify/AppInstallation/1",
        "launchUrl": "https://backroom.example/",
        "accessScopes": [{"__typename": "AccessScope", "handle": s, "description": s.replace("_", " ")} for s in sorted(c.scopes)],
        "app": {
            "__typename": "App",
            "id": "gid://shopify/App/1",
            "title": "Sandbox app",
            "handle": "sandbox-app",
            "apiKey": "sandbox-client",
        },
    }


@field("QueryRoot.publicApiVersions")
def _(o, a, c):
    return [{"__typename": "ApiVersion", "handle": h, "displayName": h, "supported": True} for h in c.versions]


@field("QueryRoot.locations")
def _(o, a, c):
    return c.shop.locations.page(a, also=None if a.get("includeInactive") else lambda x: x.active)


@field("QueryRoot.location")
def _(o, a, c):
    if not a.get("id"):
        return c.shop.main_location()
    return c.shop.locations.get(number_in(a["id"]))


@field("QueryRoot.locationsCount")
def _(o, a, c):
    return count(len(c.shop.locations))


@field("Location.isActive", "Location.activatable", "Location.shipsInventory")
def _(x, a, c):
    return x.active


@field("Location.fulfillsOnlineOrders")
def _(x, a, c):
    return x.fulfills_online


@field("Location.isFulfillmentService")
def _(x, a, c):
    return x.service is not None


@field("Location.fulfillmentService")
def _(x, a, c):
    return (
        {
            "__typename": "FulfillmentService",
            "id": f"gid://shopify/FulfillmentService/{x.number}",
            "handle": x.service,
            "serviceName": x.name,
            "type": "THIRD_PARTY",
            "location": x,
        }
        if x.service
        else None
    )


@field("Location.isPrimary")
def _(x, a, c):
    return x is c.shop.main_location()


@field("Location.createdAt", "Location.updatedAt")
def _(x, a, c):
    return iso(x.created_at)


@field("Location.hasActiveInventory")
def _(x, a, c):
    return any(x.number in i.levels for i in c.shop.inventory_items)


@field("Location.hasUnfulfilledOrders")
def _(x, a, c):
    return any(f.location is x and f.status == "OPEN" for f in c.shop.fulfillment_orders if f.__class__ is not dict)


@field("Location.address")
def _(x, a, c):
    return {"__typename": "LocationAddress", "formatted": [], **x.address}
