"""Over HTTP: tokens, versions, the bucket, faults, the control address."""

import asyncio
import json
import time

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.http.app import make_app

IDS = {"query": "query Ids { orders(first: 250) { nodes { id } } }"}


@pytest.fixture
def web_shop(server, make_shop):
    """Runs a coroutine function with a client of a fresh shop over a real socket."""

    def run(test, **settings):
        make_shop("web", orders=20, **settings)

        async def main():
            async with TestServer(make_app(server)) as http:
                async with aiohttp.ClientSession(base_url=str(http.make_url("/"))) as session:
                    return await test(Client(session))

        return asyncio.run(main())

    return run


class Client:
    def __init__(self, session):
        self.session = session

    async def graphql(self, payload=None, token="sandbox-token", version="2026-07", shop="web", raw=None):
        data = raw if raw is not None else json.dumps(payload or IDS)
        async with self.session.post(
            f"/shops/{shop}/admin/api/{version}/graphql.json",
            data=data,
            headers={"X-Shopify-Access-Token": token, "Content-Type": "application/json"},
        ) as response:
            text = await response.text()
            try:
                body = json.loads(text)
            except ValueError:
                body = text
            return response.status, body, response.headers

    async def control(self, action, status=200, **given):
        async with self.session.post(f"/control/{action}", json={"shop": "web", **given}) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def token(self, **given):
        async with self.session.post(
            "/shops/web/admin/oauth/access_token",
            data={"grant_type": "client_credentials", "client_id": "sandbox-client", "client_secret": "sandbox-secret", **given},
        ) as response:
            return response.status, await response.json()


def test_a_request(web_shop):
    async def test(client):
        status, body, headers = await client.graphql()
        assert status == 200 and len(body["data"]["orders"]["nodes"]) == 20
        assert headers["X-Shopify-API-Version"] == "2026-07" and headers["X-Request-Id"]
        assert body["extensions"]["cost"]["requestedQueryCost"] == 13
        log = await client.control("log")
        assert log["entries"][0]["operation"] == "Ids" and log["entries"][0]["id"] == headers["X-Request-Id"]
        assert log["requests"] == 1 and log["requestedPoints"] == 13

    web_shop(test)


def test_tokens(web_shop):
    async def test(client):
        assert (await client.graphql(token="nope"))[:2] == (
            401,
            {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"},
        )
        status, granted = await client.token()
        assert status == 200 and granted["expires_in"] == 86_399 and "read_orders" in granted["scope"].split(",")
        assert (await client.graphql(token=granted["access_token"]))[0] == 200
        await client.control("clock", advance=86_400)
        assert (await client.graphql(token=granted["access_token"]))[0] == 401
        assert (await client.graphql())[0] == 200
        assert (await client.token(client_secret="wrong"))[0] == 400
        await client.control("settings", revoke="sandbox-token")
        assert (await client.graphql())[0] == 401

    web_shop(test)


def test_addresses_that_are_not_there(web_shop):
    async def test(client):
        assert (await client.graphql(version="2019-01"))[0] == 404
        assert (await client.graphql(shop="nobody"))[0] == 404
        assert (await client.graphql(raw="{"))[0] == 400
        assert (await client.control("nonsense", status=404))["error"].startswith("Unknown action")

    web_shop(test)


@pytest.mark.parametrize("status", [402, 403, 404, 423])
def test_closed_shops(web_shop, status):
    async def test(client):
        await client.control("settings", closed=status)
        assert (await client.graphql())[0] == status
        await client.control("settings", closed=None)
        assert (await client.graphql())[0] == 200

    web_shop(test)


def test_the_bucket_throttles_and_refills(web_shop):
    async def test(client):
        text = {"query": "{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id taxLines { title } } } } } }"}
        first = (await client.graphql(text))[1]["extensions"]["cost"]
        assert first["requestedQueryCost"] == 2 + 11 * (1 + 2 + 4 * 2) and first["throttleStatus"]["maximumAvailable"] == 150
        spent = first["actualQueryCost"]
        await client.graphql(text)
        status, body, _ = await client.graphql(text)
        assert status == 200 and body["errors"] == [
            {"message": "Throttled", "extensions": {"code": "THROTTLED", "documentation": "https://shopify.dev/api/usage/rate-limits"}}
        ]
        assert "data" not in body and body["extensions"]["cost"]["actualQueryCost"] is None
        await asyncio.sleep(0.5)
        assert "data" in (await client.graphql(text))[1]
        assert spent <= first["requestedQueryCost"]

    web_shop(test, bucket=150, rate=300)


def test_a_query_that_is_too_dear(web_shop):
    async def test(client):
        text = "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { id taxLines { title } product { id variants(first: 250) { nodes { id } } } } } } } }"
        status, body, _ = await client.graphql({"query": text})
        assert status == 200 and body["errors"][0]["extensions"]["code"] == "MAX_COST_EXCEEDED"
        assert "exceeds the single query max cost limit (1000)" in body["errors"][0]["message"]

    web_shop(test)


ADD_TAG = {"query": 'mutation Tag($id: ID!) { tagsAdd(id: $id, tags: "t") { userErrors { message } } }'}


@pytest.mark.parametrize("kind, applied", [("close-before", 0), ("close-after", 1), ("truncated", 1)])
def test_connections_that_break(web_shop, kind, applied):
    async def test(client):
        gid = (await client.graphql())[1]["data"]["orders"]["nodes"][0]["id"]
        await client.control("faults/add", kind=kind, operation="Tag", times=1)
        with pytest.raises(aiohttp.ClientError):
            await client.graphql({**ADD_TAG, "variables": {"id": gid}})
        state = await client.control("state")
        assert len([a for a in state["applied"] if a["operation"] == "tagsAdd"]) == applied
        assert (await client.graphql({**ADD_TAG, "variables": {"id": gid}}))[0] == 200

    web_shop(test)


@pytest.mark.parametrize(
    "kind, status",
    [
        ("401", 401),
        ("402", 402),
        ("403", 403),
        ("404", 404),
        ("423", 423),
        ("429", 429),
        ("430", 430),
        ("500", 500),
        ("502", 502),
        ("503", 503),
        ("504", 504),
    ],
)
def test_statuses(web_shop, kind, status):
    async def test(client):
        await client.control("faults/add", kind=kind, nth=2, retryAfter=1.5)
        assert (await client.graphql())[0] == 200
        found, _, headers = await client.graphql()
        assert found == status and headers.get("Retry-After") == "1.5"
        assert (await client.graphql())[0] == 200
        (rule,) = await client.control("faults/list")
        assert rule["struck"] == 1 and rule["seen"] == 3

    web_shop(test)


def test_odd_bodies(web_shop):
    async def test(client):
        await client.control("faults/add", kind="not-json", times=1)
        assert isinstance((await client.graphql())[1], str)
        await client.control("faults/clear")
        await client.control("faults/add", kind="data-null", times=1)
        assert (await client.graphql())[1]["data"] is None
        await client.control("faults/add", kind="internal-error", times=1)
        assert (await client.graphql())[1]["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        await client.control("faults/add", kind="throttled", times=1)
        assert (await client.graphql())[1]["errors"][0]["extensions"]["code"] == "THROTTLED"
        await client.control("faults/add", kind="big-body", times=1, bytes=4 * 1024 * 1024)
        assert len((await client.graphql())[1]["data"]["filler"]) == 4 * 1024 * 1024
        await client.control("faults/add", kind="slow-body", times=1, seconds=0.4)
        started = time.perf_counter()
        assert (await client.graphql())[0] == 200 and time.perf_counter() - started > 0.3

    web_shop(test)


def test_mutations_refused_one_by_one(web_shop):
    async def test(client):
        gid = (await client.graphql())[1]["data"]["orders"]["nodes"][0]["id"]
        fields = " ".join(f'm{n}: tagsAdd(id: $id, tags: "t{n}") {{ node {{ id }} userErrors {{ field message }} }}' for n in range(4))
        await client.control("faults/add", kind="user-errors", operation="tagsAdd", every=2)
        status, body, _ = await client.graphql({"query": f"mutation Tags($id: ID!) {{ {fields} }}", "variables": {"id": gid}})
        assert status == 200 and "errors" not in body
        refused = [key for key, payload in sorted(body["data"].items()) if payload["userErrors"]]
        assert refused == ["m1", "m3"] and body["data"]["m1"]["node"] is None
        state = await client.control("state")
        assert len([a for a in state["applied"] if a["operation"] == "tagsAdd"]) == 2

    web_shop(test)


def test_a_hanging_answer(web_shop):
    async def test(client):
        await client.control("faults/add", kind="timeout", times=1)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.graphql(), 0.3)
        assert (await client.graphql())[0] == 200

    web_shop(test)


def test_tokens_and_scopes_lost_in_mid_run(web_shop):
    async def test(client):
        _, granted = await client.token()
        await client.control("faults/add", kind="token-revoked", nth=2)
        token = granted["access_token"]
        assert [(await client.graphql(token=token))[0] for _ in range(3)] == [200, 401, 401]
        await client.control("faults/add", kind="scope-missing", scope="read_orders", times=1)
        body = (await client.graphql())[1]
        assert body["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
        assert "errors" not in (await client.graphql())[1]

    web_shop(test)


def test_probability_is_seeded(web_shop):
    async def test(client):
        await client.control("faults/add", kind="500", probability=0.5)
        return [(await client.graphql())[0] for _ in range(30)]

    first, second = web_shop(test), web_shop(test)
    assert first == second and {200, 500} == set(first)


def test_unknown_faults_are_refused(web_shop):
    async def test(client):
        assert "Unknown fault kind" in (await client.control("faults/add", status=400, kind="earthquake"))["error"]

    web_shop(test)


def test_control_over_orders(web_shop):
    async def test(client):
        placed = (await client.control("orders/place", count=2, lines=1))["orders"]
        assert placed[0]["financialStatus"] == "PAID"
        gid = placed[0]["id"]
        assert (await client.control("orders/refund", id=gid, lines=[{"index": 0, "quantity": 1}]))["financialStatus"] in (
            "PARTIALLY_REFUNDED",
            "REFUNDED",
        )
        assert (await client.control("orders/fulfil", id=placed[1]["id"], tracking={"number": "T1", "company": "DHL", "url": None}))[
            "fulfillmentStatus"
        ] == "FULFILLED"
        assert (await client.control("orders/return", id=placed[1]["id"], process=True))["id"]
        await client.control("orders/update", id=gid, note="n", tags=["t"])
        await client.control("orders/edit", id=gid, add=[{"sku": "P00001", "quantity": 2}])
        await client.control("orders/cancel", id=gid)
        state = await client.control("state")
        assert [a["operation"] for a in state["applied"]] == ["place", "place", "refund", "fulfil", "return", "update", "edit", "cancel"]
        assert "no such order" in (await client.control("orders/pay", status=400, id="gid://shopify/Order/1"))["error"]
        assert (await client.control("seed", orders=5, products=2, customers=1))["orders"] == 27
        assert (await client.control("reset"))["orders"] == 0

    web_shop(test)


def test_two_shops_share_nothing(web_shop):
    async def test(client):
        await client.control("shops/add", shop="other", orders=3, currency="JPY", token="other-token")
        assert (await client.graphql(shop="other"))[0] == 401
        body = (
            await client.graphql(
                {"query": "{ shop { currencyCode } orders(first: 9) { nodes { id } } }"}, token="other-token", shop="other"
            )
        )[1]
        assert body["data"]["shop"]["currencyCode"] == "JPY" and len(body["data"]["orders"]["nodes"]) == 3

    web_shop(test)


def test_the_app_is_made_without_a_loop(server):
    assert isinstance(make_app(server), web.Application)


def test_a_fulfillment_service_takes_a_request(web_shop):
    async def test(client):
        await client.control("seed", services=1)
        text = "{ locations(first: 5) { nodes { id isFulfillmentService } } assignedFulfillmentOrders(first: 5) { nodes { id requestStatus } } }"
        data = (await client.graphql({"query": text}))[1]["data"]
        service = next(x["id"] for x in data["locations"]["nodes"] if x["isFulfillmentService"])
        placed = (await client.control("orders/place", location=service))["orders"][0]
        await client.control("orders/request", id=placed["id"])
        waiting = (await client.graphql({"query": text}))[1]["data"]["assignedFulfillmentOrders"]["nodes"]
        assert [x["requestStatus"] for x in waiting] == ["SUBMITTED"]
        accept = "mutation($id: ID!) { fulfillmentOrderAcceptFulfillmentRequest(id: $id) { fulfillmentOrder { status requestStatus } userErrors { message } } }"
        answer = (await client.graphql({"query": accept, "variables": {"id": waiting[0]["id"]}}))[1]["data"]
        assert answer["fulfillmentOrderAcceptFulfillmentRequest"]["fulfillmentOrder"] == {
            "status": "IN_PROGRESS",
            "requestStatus": "ACCEPTED",
        }
        assert "no such location" in (await client.control("orders/place", status=400, location="gid://shopify/Location/1"))["error"]

    web_shop(test)
