"""The control address: routes to what can be done with shops from outside."""

import orjson
from aiohttp import web

from ..control import disturbances, orders, shops
from ..control.refusal import Refused

SERVER = web.AppKey("server", object)


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


ACTIONS = {
    "shops": shops.shops,
    "shops/add": shops.add_shop,
    "reset": shops.reset,
    "settings": shops.settings,
    "clock": shops.clock,
    "seed": shops.seed,
    "seed-recorded": shops.seed_recorded_orders,
    "state": shops.state,
    "log": shops.log,
    "orders/place": orders.place,
    "orders/pay": orders.pay,
    "orders/capture": orders.capture,
    "orders/cancel": orders.cancel,
    "orders/refund": orders.refund,
    "orders/fulfil": orders.fulfil,
    "orders/update": orders.update,
    "orders/edit": orders.edit,
    "orders/return": orders.return_,
    "orders/request": orders.request,
    "faults": disturbances.faults_list,
    "faults/list": disturbances.faults_list,
    "faults/add": disturbances.faults_add,
    "faults/clear": disturbances.faults_clear,
    "webhooks": disturbances.webhooks,
    "webhooks/settings": disturbances.webhooks_settings,
    "webhooks/send": disturbances.webhooks_send,
}
