"""aiohttp: routes of the Admin API, of the token grant and of the control address."""

import asyncio
import logging
import time
import uuid

import orjson
from aiohttp import web

from ..engine.service import Answer, answer
from .background import run_background
from .control import SERVER, control_routes
from .files import file_routes
from .faults import Interrupted
from .tokens import WRONG_TOKEN

LOG_LIMIT = 50_000


def json_response(body, status=200, headers=None):
    return web.Response(body=orjson.dumps(body), status=status, headers=headers, content_type="application/json", charset="utf-8")


def make_app(server):
    app = web.Application(client_max_size=128 * 1024 * 1024)
    app[SERVER] = server
    for prefix in ("", "/shops/{shop}"):
        app.router.add_post(prefix + "/admin/api/{version}/graphql.json", graphql)
        app.router.add_post(prefix + "/admin/oauth/access_token", access_token)
        app.router.add_get(prefix + "/admin/oauth/authorize", authorize)
    control_routes(app)
    file_routes(app)
    app.cleanup_ctx.append(run_background)
    app.router.add_get("/healthz", health)
    return app


async def health(request):
    return json_response({"ok": True})


def shop_of(request):
    server = request.app[SERVER]
    name = request.match_info.get("shop")
    if name is None:
        host = request.host.split(":")[0]
        name = host.removesuffix(".myshopify.com") if host.endswith(".myshopify.com") else None
    return server.shop(name)


async def access_token(request):
    shop = shop_of(request)
    if shop is None:
        return json_response({"errors": "Not Found"}, 404)
    if request.content_type == "application/json":
        given = await request.json()
    else:
        given = await request.post()
    tokens, app = shop.tokens, (given.get("client_id"), given.get("client_secret"))
    if given.get("code"):
        granted = tokens.exchange(*app, given["code"], str(given.get("expiring", "0")) == "1")
        if granted is None:
            return json_response({"error": "invalid_request", "error_description": "The authorization code was not found or was already used"}, 400)
    elif given.get("grant_type") == "refresh_token":
        granted = tokens.refresh(*app, given.get("refresh_token"))
    elif given.get("grant_type", "client_credentials") == "client_credentials":
        granted = tokens.grant(*app)
    else:
        return json_response({"error": "unsupported_grant_type"}, 400)
    if granted is None:
        return json_response({"error": "invalid_client", "error_description": "The client credentials are not valid."}, 400)
    return json_response(granted)


async def authorize(request):
    """The merchant's consent: given at once."""
    shop, given = shop_of(request), request.query
    if shop is None:
        return json_response({"errors": "Not Found"}, 404)
    if not given.get("redirect_uri", "").startswith(("http://", "https://")):
        return json_response({"error": "invalid_request", "error_description": "The redirect_uri is not whitelisted"}, 400)
    back = shop.tokens.consent(given.get("client_id"), given["redirect_uri"], given.get("state", ""), given.get("scope", ""))
    if back is None:
        return json_response({"error": "invalid_request", "error_description": "Could not find Shopify API application"}, 400)
    return web.Response(status=302, headers={"Location": back})


async def graphql(request):
    shop, started = shop_of(request), time.perf_counter()
    version, request_id = request.match_info["version"], str(uuid.uuid4())
    headers = {"X-Request-Id": request_id, "X-Shopify-API-Version": version}
    if shop is None:
        return json_response({"errors": "Not Found"}, 404, headers)
    entry = {
        "at": shop.now(),
        "id": request_id,
        "version": version,
        "operation": None,
        "kind": None,
        "requested": None,
        "actual": None,
        "status": None,
        "fault": None,
        "error": None,
    }
    shop.log.append(entry)
    if len(shop.log) > LOG_LIMIT:
        del shop.log[: LOG_LIMIT // 10]
    try:
        return await respond(request, shop, version, headers, entry)
    finally:
        entry["seconds"] = round(time.perf_counter() - started, 6)


async def respond(request, shop, version, headers, entry):
    def done(body, status, extra=None):
        entry["status"] = status
        return json_response(body, status, {**headers, **(extra or {})})

    server = request.app[SERVER]
    documents = server.documents_of(version)
    if documents is None:
        return done({"errors": "Not Found"}, 404)
    if shop.closed_with:
        status, message = shop.closed_with
        return done({"errors": message}, status)
    scopes = shop.tokens.scopes_of(request.headers.get("X-Shopify-Access-Token", ""))
    if scopes is None:
        return done(WRONG_TOKEN, 401)
    try:
        payload = orjson.loads(await request.read())
        text, variables, name = payload["query"], payload.get("variables"), payload.get("operationName")
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return done({"errors": {"query": "Required parameter missing or invalid"}}, 400)
    fault = shop.faults.pick(text, name)
    entry["fault"] = fault.kind if fault else None
    entry["operation"] = name
    try:
        if fault is not None:
            early = await fault.before(request, shop, done)
            if early is not None:
                return early
            scopes = fault.scopes(scopes)
        result = safe_answer(
            server,
            shop,
            documents,
            text,
            variables,
            name,
            scopes,
            entry["id"],
            f"{request.scheme}://{request.host}",
            request.headers.get("Shopify-GraphQL-Cost-Debug") == "1",
        )
        entry.update(
            operation=result.operation,
            kind=result.kind,
            requested=result.requested,
            actual=result.actual,
            changes=result.changes,
            error=first_code(result.body),
        )
        if result.kind == "mutation":
            entry["userErrors"] = user_error_codes(result.body)
        body = orjson.dumps(result.body)
        entry["bytes"] = len(body)
        if fault is not None:
            late = await fault.after(request, body, headers, entry)
            if late is not None:
                return late
        entry["status"] = result.status
        return web.Response(body=body, status=result.status, headers=headers, content_type="application/json", charset="utf-8")
    except Interrupted:
        entry["status"] = 0
        request.transport.abort()
        await asyncio.sleep(0)
        return web.Response(status=500)


def safe_answer(*arguments):
    """A fault of the sandbox itself is answered as Shopify answers its own, and told on the terminal."""
    try:
        return answer(*arguments)
    except Exception:  # noqa: BLE001
        logging.exception("The sandbox failed in a request")
        message = (
            f"Internal error. Looks like something went wrong on our end.\nRequest ID: {arguments[7]} (include this in support requests)."
        )
        return Answer(200, {"errors": [{"message": message, "extensions": {"code": "INTERNAL_SERVER_ERROR", "requestId": arguments[7]}}]})


def user_error_codes(body):
    """The codes (or messages) of all userErrors of a mutation's answer."""
    found = []
    for payload in (body.get("data") or {}).values():
        for key, value in payload.items() if isinstance(payload, dict) else ():
            if key.endswith("rrors") and isinstance(value, list):
                found += [error.get("code") or error.get("message") for error in value if isinstance(error, dict)]
    return found


def first_code(body):
    errors = body.get("errors")
    if not errors:
        return None
    return (errors[0].get("extensions") or {}).get("code") or errors[0].get("message", "")[:80]
