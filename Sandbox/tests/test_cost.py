"""The cost model against what Shopify answered."""

import pytest

from sandbox.engine.documents import Document
from sandbox.engine.variables import RequestError


def requested(server, text, variables=None, version="2026-07"):
    document = Document(server.documents_of(version).schema, text)
    return document.requested_cost(document.operations[0], variables or {})


@pytest.mark.parametrize("count, factor", [(1, 1), (2, 1), (3, 2), (10, 4), (25, 6), (50, 7), (100, 9), (200, 10), (250, 11)])
def test_a_connection_grows_by_the_logarithm(server, count, factor):
    assert requested(server, f"{{ orders(first: {count}) {{ nodes {{ id }} }} }}") == 2 + factor


def test_the_size_may_come_from_a_variable(server):
    text = "query($n: Int!) { orders(first: $n) { nodes { id customer { id } } } }"
    assert requested(server, text, {"n": 250}) == 2 + 11 * 2
    assert requested(server, text, {"n": 1}) == 2 + 2


def test_nodes_and_edges_are_both_counted(server):
    assert requested(server, "{ orders(first: 10) { nodes { id } edges { node { id } } } }") == 2 + 4 * 2


def test_skipped_parts_cost_nothing(server):
    text = "query($yes: Boolean!) { shop { id } orders(first: 10) @include(if: $yes) { nodes { id } } }"
    assert requested(server, text, {"yes": False}) == 1
    assert requested(server, text, {"yes": True}) == 7


def test_money_and_addresses_of_the_shop_are_free(server):
    assert requested(server, "{ shop { currencyCode shopAddress { city } } }") == 1
    assert requested(server, '{ order(id: "gid://shopify/Order/1") { totalPriceSet { shopMoney { amount } } } }') == 1


def test_many_ids_cost_as_much_as_one(server):
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { id customer { id } } } }"
    assert requested(server, text, {"ids": ["gid://shopify/Order/1"] * 250}) == 2


def test_mutations_begin_at_ten_and_add_up(server):
    text = (
        'mutation { a: orderClose(input: {id: "gid://shopify/Order/1"}) { order { id } userErrors { message } } '
        'b: orderOpen(input: {id: "gid://shopify/Order/1"}) { order { id customer { id } } } }'
    )
    assert requested(server, text) == 21


def test_recorded_requested_costs(server, recorded):
    """At least 98 of 100 distinct recorded documents exactly, and the actual cost in about four of five cases."""
    known, documents, actual, actual_right = server.documents_of("2026-04"), {}, 0, 0
    for _, exchange in recorded:
        response = exchange["response"]
        cost = isinstance(response, dict) and (response.get("extensions") or {}).get("cost")
        if not cost:
            continue
        try:
            document = known.get(exchange["query"])
        except RequestError:
            continue  # its domain is not in the reduced schema
        variables, operation = exchange["variables"] or {}, document.operations[0]
        right = document.requested_cost(operation, variables) == cost["requestedQueryCost"]
        documents[exchange["query"]] = documents.get(exchange["query"], True) and right
        if response.get("data") is not None:
            actual += 1
            found = document.actual_cost(operation, variables, response["data"])
            actual_right += min(found, cost["requestedQueryCost"]) == cost["actualQueryCost"]
    exact = sum(documents.values())
    print(f"\nrequested cost: {exact} of {len(documents)} distinct documents exact; actual cost: {actual_right} of {actual}")
    assert len(documents) >= 500
    assert exact / len(documents) >= 0.98
    assert actual_right / actual >= 0.75
