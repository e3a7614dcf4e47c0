"""What the early mutations do, nodes by id, scopes."""

import pytest

from sandbox.engine.scopes import ALL
from sandbox.seeding.orders import seed_orders


@pytest.fixture
def order(shop):
    return seed_orders(shop, 1)[0]


UPDATE = """mutation($input: OrderInput!) { orderUpdate(input: $input) { order { note tags customAttributes { key value } updatedAt }
            userErrors { field message } } }"""


def test_update(shop, order, data):
    given = {"id": order.id, "note": "Doc 1", "tags": ["b", "A", "b"], "customAttributes": [{"key": "Document", "value": "SO-1"}]}
    answer = data(shop, UPDATE, {"input": given})["orderUpdate"]
    assert answer["userErrors"] == []
    assert answer["order"]["note"] == "Doc 1" and answer["order"]["tags"] == ["A", "b"]
    assert answer["order"]["customAttributes"] == [{"key": "Document", "value": "SO-1"}]
    assert shop.applied[-1]["operation"] == "orderUpdate"


def test_update_of_nothing(shop, data):
    answer = data(shop, UPDATE, {"input": {"id": "gid://shopify/Order/1"}})["orderUpdate"]
    assert answer == {"order": None, "userErrors": [{"field": ["id"], "message": "Order does not exist"}]}


def test_tags(shop, order, data):
    text = (
        "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { ... on Order { tags } } userErrors { message } } }"
    )
    assert data(shop, text, {"id": order.id, "tags": ["x", "y,z", "X"]})["tagsAdd"]["node"]["tags"] == ["x", "y", "z"]
    before, changes = order.updated_at, len(shop.applied)
    data(shop, text, {"id": order.id, "tags": ["X"]})
    assert (order.updated_at, len(shop.applied)) == (before, changes)
    data(shop, text.replace("tagsAdd", "tagsRemove"), {"id": order.id, "tags": ["Y"]})
    assert order.tags == ["x", "z"]


def test_close_open_cancel(shop, order, data):
    text = "mutation($id: ID!) { orderClose(input: {id: $id}) { order { closed closedAt } userErrors { message } } }"
    assert data(shop, text, {"id": order.id})["orderClose"]["order"]["closed"] is True
    assert data(shop, text.replace("orderClose", "orderOpen"), {"id": order.id})["orderOpen"]["order"] == {
        "closed": False,
        "closedAt": None,
    }
    text = """mutation($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: {originalPaymentMethodsRefund: true}) {
              job { id done } orderCancelUserErrors { code field message } } }"""
    assert data(shop, text, {"id": order.id})["orderCancel"]["orderCancelUserErrors"] == []
    assert order.cancelled_at and order.financial_status == "REFUNDED"
    again = data(shop, text, {"id": order.id})["orderCancel"]
    assert again["job"] is None and again["orderCancelUserErrors"][0]["message"] == "Cannot cancel an order that has already been canceled"


def test_nodes_keep_their_order_and_say_null(shop, order, data, ask):
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on FulfillmentOrder { status } } }"
    ids = [order.fulfillment_orders[0].id, "gid://shopify/Order/1", order.id, order.lines[0].id, order.transactions[0].id]
    nodes = data(shop, text, {"ids": ids})["nodes"]
    assert [n and n["id"] for n in nodes] == [ids[0], None, *ids[2:]]
    assert nodes[0]["status"] == "OPEN"
    body = ask(shop, text, {"ids": ["nonsense"]})
    assert body["errors"][0]["extensions"]["code"] == "RESOURCE_NOT_FOUND"
    body = ask(shop, text, {"ids": [order.id] * 251})
    assert body["errors"][0] == {
        "message": "The input array size of 251 is greater than the maximum allowed of 250.",
        "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"},
    }


def test_a_missing_scope_is_told_with_its_path(shop, order, ask):
    scopes = [s for s in ALL if s not in ("read_customers", "write_customers")]
    body = ask(shop, "{ orders(first: 2) { nodes { id customer { id } } } }", scopes=scopes)
    assert body["data"]["orders"]["nodes"] == [{"id": order.id, "customer": None}]
    (error,) = body["errors"]
    assert error["message"] == "Access denied for customer field. Required access: `read_customers` access scope."
    assert error["path"] == ["orders", "nodes", 0, "customer"] and error["extensions"]["code"] == "ACCESS_DENIED"


def test_null_goes_up_where_the_schema_wants_it(shop, order, ask):
    body = ask(shop, "{ orders(first: 2) { nodes { id } } }", scopes=["read_products"])
    assert body["data"] is None and body["errors"][0]["path"] == ["orders"]


def test_a_write_scope_lets_read(shop, order, ask):
    assert "errors" not in ask(shop, "{ orders(first: 2) { nodes { id } } }", scopes=["write_orders", "read_orders"])
    assert "errors" in ask(shop, UPDATE, {"input": {"id": order.id, "note": "x"}}, scopes=["read_orders"])
    assert order.note is None


def test_mutations_run_in_order_with_aliases(shop, order, data):
    text = """mutation($id: ID!) { a: tagsAdd(id: $id, tags: "one") { userErrors { message } } b: tagsRemove(id: $id, tags: "one") { userErrors { message } }
              c: tagsAdd(id: $id, tags: "two") { node { id } } }"""
    assert list(data(shop, text, {"id": order.id})) == ["a", "b", "c"]
    assert order.tags == ["two"]


def test_an_operation_that_is_not_offered(shop, ask):
    body = ask(shop, 'mutation { paymentReminderSend(paymentScheduleId: "gid://shopify/PaymentSchedule/1") { success } }')
    assert "does not offer" in body["errors"][0]["message"] and body["data"] == {"paymentReminderSend": None}
