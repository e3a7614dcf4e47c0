"""Webhooks as they arrive: signed, retried, twice, in another order, forged."""

import asyncio
import base64
import hashlib
import hmac
import json

import aiohttp
import pytest
from aiohttp import web as aioweb
from aiohttp.test_utils import TestServer

from sandbox.hooks.payloads import topic_name
from sandbox.http.app import make_app

SUBSCRIBE = """mutation($t: WebhookSubscriptionTopic!, $w: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $t, webhookSubscription: $w) {
  webhookSubscription { id uri topic endpoint { ... on WebhookHttpEndpoint { callbackUrl } } } userErrors { field message } } }"""


class Receiver:
    """Takes deliveries; answers the statuses it was told, then 200."""

    def __init__(self):
        self.taken, self.statuses, self.arrived = [], [], asyncio.Event()

    async def take(self, request):
        body = await request.read()
        status = self.statuses.pop(0) if self.statuses else 200
        self.taken.append((dict(request.headers), body, status))
        self.arrived.set()
        return aioweb.Response(status=status)

    async def wait(self, count):
        while len(self.taken) < count:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 5)

    def valid(self, index):
        headers, body, _ = self.taken[index]
        wanted = base64.b64encode(hmac.new(b"sandbox-secret", body, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(headers["X-Shopify-Hmac-Sha256"], wanted)


@pytest.fixture
def hooked(server, make_shop):
    def run(test, topics=("ORDERS_CREATE",)):
        shop = make_shop("hooks")

        async def main():
            receiver, app = Receiver(), aioweb.Application()
            app.router.add_post("/hooks", receiver.take)
            async with TestServer(app) as sink, TestServer(make_app(server)) as http:
                async with aiohttp.ClientSession(base_url=str(http.make_url("/"))) as session:

                    async def ask(text, variables=None):
                        async with session.post(
                            "/shops/hooks/admin/api/2026-07/graphql.json",
                            json={"query": text, "variables": variables or {}},
                            headers={"X-Shopify-Access-Token": "sandbox-token"},
                        ) as response:
                            return (await response.json())["data"]

                    async def control(action, **given):
                        async with session.post(f"/control/{action}", json={"shop": "hooks", **given}) as response:
                            assert response.status == 200, await response.text()
                            return await response.json()

                    await control("webhooks/settings", retrySeconds=0.02)
                    for topic in topics:
                        answer = await ask(SUBSCRIBE, {"t": topic, "w": {"uri": str(sink.make_url("/hooks"))}})
                        assert answer["webhookSubscriptionCreate"]["userErrors"] == []
                    return await test(shop, receiver, ask, control, str(sink.make_url("/hooks")))

        return asyncio.run(main())

    return run


def test_signed_delivery(hooked):
    async def test(shop, receiver, ask, control, uri):
        placed = (await control("orders/place"))["orders"][0]
        await receiver.wait(1)
        headers, body, _ = receiver.taken[0]
        assert receiver.valid(0)
        assert headers["X-Shopify-Topic"] == "orders/create" and headers["X-Shopify-Shop-Domain"] == "hooks.myshopify.com"
        assert headers["X-Shopify-Webhook-Id"] and headers["X-Shopify-Event-Id"] and headers["X-Shopify-Triggered-At"]
        assert json.loads(body)["admin_graphql_api_id"] == placed["id"]

    hooked(test)


def test_retried_until_it_is_taken(hooked):
    async def test(shop, receiver, ask, control, uri):
        receiver.statuses = [500, 503, 200]
        await control("orders/place")
        await receiver.wait(3)
        assert [s for _, _, s in receiver.taken] == [500, 503, 200]
        assert len({h["X-Shopify-Webhook-Id"] for h, _, _ in receiver.taken}) == 1
        await asyncio.sleep(0.05)
        assert (await control("webhooks"))["deliveries"][0] | {"id": 0, "eventId": 0, "uri": 0} == {
            "id": 0,
            "eventId": 0,
            "topic": "orders/create",
            "uri": 0,
            "attempts": 3,
            "status": "delivered",
        }

    hooked(test)


def test_given_up_after_eight_retries(hooked):
    async def test(shop, receiver, ask, control, uri):
        await control("webhooks/settings", retrySeconds=0.001)
        receiver.statuses = [500] * 20
        await control("orders/place")
        await receiver.wait(9)
        await asyncio.sleep(0.1)
        assert len(receiver.taken) == 9 and shop.webhooks.subscriptions == {}

    hooked(test)


def test_twice_and_forged(hooked):
    async def test(shop, receiver, ask, control, uri):
        await control("webhooks/settings", duplicate=1.0)
        await control("orders/place")
        await receiver.wait(2)
        assert receiver.taken[0][1] == receiver.taken[1][1]
        assert receiver.taken[0][0]["X-Shopify-Webhook-Id"] == receiver.taken[1][0]["X-Shopify-Webhook-Id"]
        await control("webhooks/settings", duplicate=0)
        await control("webhooks/send", topic="customers/redact", uri=uri, payload={"customer": {"id": 1}}, forged=True)
        await receiver.wait(3)
        assert not receiver.valid(2) and receiver.taken[2][0]["X-Shopify-Topic"] == "customers/redact"
        await control("webhooks/send", topic="customers/redact", uri=uri, payload={"customer": {"id": 1}})
        await receiver.wait(4)
        assert receiver.valid(3)

    hooked(test)


def test_in_another_order(hooked):
    async def test(shop, receiver, ask, control, uri):
        await control("webhooks/settings", reorder=True)
        shop.clock_frozen = shop.now()
        placed = [o["id"] for o in (await control("orders/place", count=8))["orders"]]
        shop.clock_frozen += 10
        await receiver.wait(8)
        arrived = [json.loads(b)["admin_graphql_api_id"] for _, b, _ in receiver.taken]
        assert sorted(arrived) == sorted(placed) and arrived != placed

    hooked(test)


def test_topics_of_what_happens(hooked):
    topics = (
        "ORDERS_UPDATED",
        "ORDERS_CANCELLED",
        "REFUNDS_CREATE",
        "PRODUCTS_UPDATE",
        "INVENTORY_LEVELS_UPDATE",
        "CUSTOMERS_UPDATE",
        "BULK_OPERATIONS_FINISH",
    )

    async def test(shop, receiver, ask, control, uri):
        await control("orders/place")
        await control("orders/cancel")
        product, customer = next(iter(shop.products)), next(iter(shop.customers))
        await ask('mutation($id: ID!) { tagsAdd(id: $id, tags: "x") { userErrors { message } } }', {"id": product.id})
        await ask('mutation($id: ID!) { customerUpdate(input: {id: $id, note: "x"}) { userErrors { message } } }', {"id": customer.id})
        item, place = product.variants[0].item, shop.main_location()
        await ask(
            """mutation($i: ID!, $l: ID!) { inventorySetQuantities(input: {name: "available", reason: "correction", quantities: [{inventoryItemId: $i, locationId: $l,
                     quantity: 5555, changeFromQuantity: null}]}) @idempotent(key: "k") { userErrors { message } } }""",
            {"i": item.id, "l": place.id},
        )
        shop.bulk_seconds = 0
        await ask('mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") { userErrors { message } } }')
        for _ in range(100):
            seen = {h["X-Shopify-Topic"] for h, _, _ in receiver.taken}
            if len(seen) == len(topics):
                break
            await asyncio.sleep(0.05)
        assert seen == {topic_name(t) for t in topics}

    hooked(test, topics)


@pytest.mark.parametrize(
    "topic, name",
    [
        ("INVENTORY_LEVELS_UPDATE", "inventory_levels/update"),
        ("APP_UNINSTALLED", "app/uninstalled"),
        ("ORDERS_PARTIALLY_FULFILLED", "orders/partially_fulfilled"),
        ("CUSTOMERS_DATA_REQUEST", "customers/data_request"),
        ("FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE", "fulfillment_orders/order_routing_complete"),
    ],
)
def test_names_of_topics(topic, name):
    assert topic_name(topic) == name


@pytest.mark.parametrize(
    "uri, words",
    [
        ("http://example.com/x", "protocol http:// is not supported"),
        ("", "can't be blank"),
        ("https://a.myshopify.com/x", "Shopify or an internal domain"),
        ("ftp://example.com", "protocol ftp:// is not supported"),
    ],
)
def test_addresses_that_are_refused(shop, data, uri, words):
    answer = data(shop, SUBSCRIBE, {"t": "ORDERS_CREATE", "w": {"uri": uri}})["webhookSubscriptionCreate"]
    assert words in answer["userErrors"][0]["message"]


def test_the_same_address_twice(shop, data):
    given = {"t": "ORDERS_CREATE", "w": {"uri": "https://example.com/x"}}
    made = data(shop, SUBSCRIBE, given)["webhookSubscriptionCreate"]["webhookSubscription"]
    assert made["endpoint"] == {"callbackUrl": "https://example.com/x"}
    assert data(shop, SUBSCRIBE, given)["webhookSubscriptionCreate"]["userErrors"] == [
        {"field": ["webhookSubscription", "callbackUrl"], "message": "Address for this topic has already been taken"}
    ]
    gone = data(
        shop,
        "mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } } }",
        {"id": made["id"]},
    )
    assert gone["webhookSubscriptionDelete"]["deletedWebhookSubscriptionId"] == made["id"]
