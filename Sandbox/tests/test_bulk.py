"""Bulk operations: JSONL with parents, outcomes, mutations from a staged file; over HTTP where files move."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from sandbox.http.app import make_app

RUN = """mutation($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation { id status } userErrors { field message code } } }"""
POLL = """query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt type } }"""
ORDERS = """{ orders(query: "status:any") { edges { node { id name customAttributes { key } totalPriceSet { shopMoney { amount } }
  transactions { id kind } lineItems { edges { node { id title quantity taxLines { title } } } }
  fulfillmentOrders { edges { node { id status lineItems { edges { node { id totalQuantity } } } } } } } } } }"""
DEEP = ORDERS.replace("lineItems { edges { node { id totalQuantity } } }", "updatedAt")


@pytest.fixture
def web(server, make_shop):
    """Runs a coroutine function with (session, ask) against a shop over a real socket."""

    def run(test, **settings):
        shop = make_shop("bulk", **settings)
        shop.bulk_seconds = 0.05

        async def main():
            async with TestServer(make_app(server)) as http:
                async with aiohttp.ClientSession(base_url=str(http.make_url("/"))) as session:

                    async def ask(text, variables=None):
                        async with session.post(
                            "/shops/bulk/admin/api/2026-07/graphql.json",
                            json={"query": text, "variables": variables or {}},
                            headers={"X-Shopify-Access-Token": "sandbox-token"},
                        ) as response:
                            body = await response.json()
                            assert "errors" not in body, body
                            return body["data"]

                    return await test(shop, session, ask)

        return asyncio.run(main())

    return run


async def finished(ask, gid):
    while True:
        operation = (await ask(POLL, {"id": gid}))["bulkOperation"]
        if operation["status"] not in ("CREATED", "RUNNING", "CANCELING"):
            return operation
        await asyncio.sleep(0.02)


async def lines_of(session, url):
    async with session.get(url) as response:
        assert response.status == 200
        return [json.loads(line) for line in (await response.read()).splitlines()]


def test_orders_as_jsonl(web):
    async def test(shop, session, ask):
        started = (await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]
        assert started["userErrors"] == [] and started["bulkOperation"]["status"] == "CREATED"
        operation = await finished(ask, started["bulkOperation"]["id"])
        assert operation["status"] == "COMPLETED" and operation["errorCode"] is None and operation["completedAt"]
        lines = await lines_of(session, operation["url"])
        assert int(operation["objectCount"]) == len(lines) and int(operation["fileSize"]) > 0
        roots = [x for x in lines if "__parentId" not in x]
        assert len(roots) == int(operation["rootObjectCount"]) == 230 and roots[0]["transactions"][0]["kind"] == "SALE"
        assert "lineItems" not in roots[0]
        seen = set()
        for line in lines:  # parents come before their children
            assert line.get("__parentId") is None or line["__parentId"] in seen
            seen.add(line["id"])
        assert len(lines) == 230 * (1 + 3 + 1)

    web(test, orders=230)


def test_depth_and_other_rules(web):
    async def test(shop, session, ask):
        deep = await ask(
            RUN,
            {
                "q": "{ locations { edges { node { id inventoryLevels { edges { node { id item { variants { edges { node { id media { edges { node { id } } } } } } } } } } } } } }"
            },
        )
        assert (
            deep["bulkOperationRunQuery"]["userErrors"][0]["message"]
            == "Bulk queries cannot contain connections with a nesting depth greater than 2."
        )
        for text, words in [
            ("{ shop { id } }", "at least one connection"),
            ("{ orders { nodes { id } } }", "Selecting via 'nodes' is not supported"),
            ("{ orders { edges { node { name lineItems { edges { node { id } } } } } } }", "must select the 'id' field"),
            ("{ orders { edges { node { id refunds { refundLineItems { edges { node { id } } } } } } } }", "within a list field"),
            ("{ orders ", "syntax error"),
            ("mutation { a { b } }", "Only `query` operations"),
            ("{ orders { edges { node { nope } } } }", "doesn't exist"),
        ]:
            error = (await ask(RUN, {"q": text}))["bulkOperationRunQuery"]["userErrors"][0]
            assert words in error["message"] and error["code"] == "INVALID", text

    web(test)


@pytest.mark.parametrize(
    "outcome, code, partial", [("FAILED", "INTERNAL_SERVER_ERROR", True), ("CANCELED", None, True), ("EXPIRED", None, False)]
)
def test_bad_ends(web, outcome, code, partial):
    async def test(shop, session, ask):
        async with session.post("/control/settings", json={"shop": "bulk", "bulkOutcome": outcome}) as response:
            assert response.status == 200
        gid = (await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]["bulkOperation"]["id"]
        operation = await finished(ask, gid)
        assert (operation["status"], operation["errorCode"], operation["url"]) == (outcome, code, None)
        assert bool(operation["partialDataUrl"]) == partial
        if partial:
            assert 0 < len(await lines_of(session, operation["partialDataUrl"])) < 230 * 5
        gid = (await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]["bulkOperation"]["id"]
        assert (await finished(ask, gid))["status"] == "COMPLETED"

    web(test, orders=230)


def test_cancel_and_the_limit_of_five(web):
    async def test(shop, session, ask):
        shop.bulk_seconds = 60
        ids = [(await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]["bulkOperation"]["id"] for _ in range(5)]
        sixth = (await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]
        assert sixth["userErrors"][0]["code"] == "OPERATION_IN_PROGRESS"
        cancel = "mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }"
        assert (await ask(cancel, {"id": ids[0]}))["bulkOperationCancel"]["bulkOperation"]["status"] == "CANCELING"
        assert (await finished(ask, ids[0]))["status"] == "CANCELED"
        found = (await ask('{ bulkOperations(first: 10, query: "status:canceled") { nodes { id } } }'))["bulkOperations"]["nodes"]
        assert found == [{"id": ids[0]}]

    web(test, orders=5)


def test_a_mutation_from_a_staged_file(web):
    async def test(shop, session, ask):
        text = "mutation($i: [StagedUploadInput!]!) { stagedUploadsCreate(input: $i) { stagedTargets { url parameters { name value } } } }"
        target = await ask(
            text, {"i": [{"resource": "BULK_MUTATION_VARIABLES", "filename": "v.jsonl", "mimeType": "text/jsonl", "httpMethod": "POST"}]}
        )
        target = target["stagedUploadsCreate"]["stagedTargets"][0]
        parameters = {p["name"]: p["value"] for p in target["parameters"]}
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value)
        rows = [{"input": {"title": f"Bulk {n}"}} for n in range(3)] + [{"input": {"title": ""}}, {"input": {"nope": 1}}]
        form.add_field("file", "\n".join(map(json.dumps, rows)), filename="v.jsonl", content_type="text/jsonl")
        async with session.post(target["url"], data=form) as response:
            assert response.status == 201
        text = """mutation($m: String!, $p: String!) { bulkOperationRunMutation(mutation: $m, stagedUploadPath: $p) { bulkOperation { id } userErrors { message code } } }"""
        change = "mutation($input: ProductSetInput!) { productSet(input: $input) { product { id title } userErrors { message } } }"
        missing = (await ask(text, {"m": change, "p": "tmp/nothing"}))["bulkOperationRunMutation"]["userErrors"][0]
        assert missing["code"] == "NO_SUCH_FILE"
        before = len(shop.products)
        gid = (await ask(text, {"m": change, "p": parameters["key"]}))["bulkOperationRunMutation"]["bulkOperation"]["id"]
        operation = await finished(ask, gid)
        assert operation["status"] == "COMPLETED" and operation["type"] == "MUTATION" and len(shop.products) == before + 3
        lines = await lines_of(session, operation["url"])
        assert [x["__lineNumber"] for x in lines] == [0, 1, 2, 3, 4]
        assert lines[1]["data"]["productSet"]["product"]["title"] == "Bulk 1"
        assert lines[3]["data"]["productSet"]["userErrors"][0]["message"] == "Title can't be blank"
        assert lines[4]["errors"][0]["extensions"]["code"] == "INVALID_VARIABLE"

    web(test)


def test_a_picture_up_and_down(web):
    async def test(shop, session, ask):
        from sandbox.model.pictures import picture

        shop.media_seconds = 0.05
        text = "mutation($i: [StagedUploadInput!]!) { stagedUploadsCreate(input: $i) { stagedTargets { url resourceUrl parameters { name value } } } }"
        target = (await ask(text, {"i": [{"resource": "IMAGE", "filename": "a.png", "mimeType": "image/png", "httpMethod": "PUT"}]}))[
            "stagedUploadsCreate"
        ]["stagedTargets"][0]
        async with session.put(target["url"], data=picture(9)) as response:
            assert response.status == 200
        made = await ask(
            "mutation($s: String!) { fileCreate(files: [{originalSource: $s, contentType: IMAGE}]) { files { id } } }",
            {"s": target["resourceUrl"]},
        )
        await asyncio.sleep(0.1)
        node = (
            await ask(
                "query($id: ID!) { node(id: $id) { ... on MediaImage { fileStatus image { url } } } }",
                {"id": made["fileCreate"]["files"][0]["id"]},
            )
        )["node"]
        assert node["fileStatus"] == "READY"
        async with session.get(node["image"]["url"]) as response:
            assert response.content_type == "image/png" and await response.read() == picture(9)
        async with session.put("/staged/bulk/tmp/unknown", data=b"x") as response:
            assert response.status == 403

    web(test)


def test_requests_are_answered_meanwhile(web):
    """While 20 000 orders are written, other requests are answered between the batches."""

    async def test(shop, session, ask):
        gid = (await ask(RUN, {"q": DEEP}))["bulkOperationRunQuery"]["bulkOperation"]["id"]
        counts = []
        while True:
            operation = (await ask(POLL, {"id": gid}))["bulkOperation"]
            counts.append(int(operation["objectCount"]))
            if operation["status"] == "COMPLETED":
                break
        assert counts == sorted(counts) and len(set(counts)) >= 10, counts

    web(test, orders=20_000, products=50)


def test_a_result_is_read_on_from_a_byte(web):
    async def body(shop, session, ask):
        started = (await ask(RUN, {"q": "{ orders { edges { node { id name } } } }"}))["bulkOperationRunQuery"]["bulkOperation"]
        url = (await finished(ask, started["id"]))["url"]
        async with session.get(url) as response:
            whole = await response.read()
        async with session.get(url, headers={"Range": "bytes=25-"}) as response:
            assert response.status == 206
            assert await response.read() == whole[25:]
        async with session.get(url, headers={"Range": f"bytes={len(whole)}-"}) as response:
            assert response.status == 416

    web(body, orders=4)
