"""Shopify's search syntax, and pages of connections."""

import pytest

from sandbox.model.base import iso
from sandbox.seeding.orders import seed_orders
from sandbox.store.search import Term, parse, predicate, word


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("", None),
        ("a:1", "Term('a', '', '1')"),
        ("a:>=1", "Term('a', '>=', '1')"),
        ("a:'x y'", "Term('a', '', 'x y')"),
        ('a:"x y"', "Term('a', '', 'x y')"),
        ("created_at:>'2020-01-01T00:00:00Z'", None),
        ("-a:1", "('not', Term('a', '', '1'))"),
        ("NOT a:1", "('not', Term('a', '', '1'))"),
        ("a:1 b:2", "('and', [Term('a', '', '1'), Term('b', '', '2')])"),
        ("a:1 AND b:2", "('and', [Term('a', '', '1'), Term('b', '', '2')])"),
        ("a:1 OR b:2 c:3", "('or', [Term('a', '', '1'), ('and', [Term('b', '', '2'), Term('c', '', '3')])])"),
        ("(a:1 OR b:2) c:3", "('and', [('or', [Term('a', '', '1'), Term('b', '', '2')]), Term('c', '', '3')])"),
        ("hello", "Term(None, '', 'hello')"),
        ("(a:1", "Term('a', '', '1')"),
        ("sku:P-1-2", "Term('sku', '', 'P-1-2')"),
    ],
)
def test_the_parsed_tree(text, wanted):
    tree = parse(text)
    if wanted is not None or not text:
        assert (repr(tree) if tree is not None else None) == wanted
    else:
        assert isinstance(tree, Term) and tree.quoted and tree.value == "2020-01-01T00:00:00Z"


def test_unknown_fields_are_ignored():
    assert predicate(parse("nope:1"), {"a": word(lambda r: r)}, 0) is None
    assert predicate(parse("nope:1 a:x"), {"a": word(lambda r: r)}, 0)("X")


@pytest.fixture
def stocked(make_shop):
    shop = make_shop("search")
    shop.clock_frozen = 1_790_000_000
    seed_orders(shop, 400, since_days=40)
    return shop


def names(data, shop, query, **more):
    arguments = "".join(f", {k}: {v}" for k, v in more.items())
    text = f"query($q: String) {{ orders(first: 250, query: $q, sortKey: UPDATED_AT{arguments}) {{ nodes {{ name updatedAt tags }} }} }}"
    return data(shop, text, {"q": query})["orders"]["nodes"]


def test_quoted_dates_count_to_the_second(stocked, data):
    middle = sorted(o.updated_at for o in stocked.orders)[200]
    assert len(names(data, stocked, f"updated_at:>='{iso(middle)}'")) == 200
    assert len(names(data, stocked, f"updated_at:>'{iso(middle)}'")) == 199
    assert len(names(data, stocked, f"updated_at:'{iso(middle)}'")) == 1
    assert len(names(data, stocked, f"updated_at:<'{iso(middle)}'")) == 200


def test_unquoted_dates_lose_their_time(stocked, data):
    middle = sorted(o.updated_at for o in stocked.orders)[200]
    found = names(data, stocked, f"updated_at:>={iso(middle)}")
    day = iso(middle)[:10]
    assert len(found) == len(names(data, stocked, f"updated_at:>='{day}T00:00:00Z'")) > 200
    assert all(n["updatedAt"] >= day for n in found)


def test_ranges_words_and_negation(stocked, data):
    orders = list(stocked.orders)
    orders[0].tags, orders[1].tags = ["VIP", "rush"], ["vip"]
    assert len(names(data, stocked, "tag:vip")) == 2
    assert len(names(data, stocked, "tag:vip -tag:rush")) == 1
    assert len(names(data, stocked, "tag_not:vip")) == 250
    assert len(names(data, stocked, "tag:rush OR tag:vip")) == 2
    assert [n["name"] for n in names(data, stocked, f"name:{orders[5].name}")] == [orders[5].name]
    assert len(names(data, stocked, f"id:>={orders[390].number}")) == 10
    assert len(names(data, stocked, "financial_status:paid fulfillment_status:unshipped")) == 250
    assert names(data, stocked, "financial_status:refunded") == []
    assert len(names(data, stocked, "status:open")) == 250 and names(data, stocked, "status:cancelled") == []
    sku = orders[3].lines[0].sku
    assert orders[3].name in [n["name"] for n in names(data, stocked, f"sku:{sku}")]


def test_products_variants_and_customers(stocked, data):
    text = (
        "query($q: String) { products(first: 50, query: $q) { nodes { title } } productVariants(first: 50, query: $q) { nodes { sku } } }"
    )
    assert data(stocked, text, {"q": "sku:P00001"})["productVariants"]["nodes"] == [{"sku": "P00001"}]
    assert len(data(stocked, text, {"q": "sku:P00002*"})["productVariants"]["nodes"]) == 2
    text = "query($q: String) { customers(first: 50, query: $q) { nodes { defaultEmailAddress { emailAddress } } } }"
    email = next(iter(stocked.customers)).email
    assert data(stocked, text, {"q": f"email:'{email}'"})["customers"]["nodes"] == [{"defaultEmailAddress": {"emailAddress": email}}]


PAGE = """query($first: Int, $last: Int, $after: String, $before: String, $reverse: Boolean, $key: OrderSortKeys) {
  orders(first: $first, last: $last, after: $after, before: $before, reverse: $reverse, sortKey: $key) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("key", ["UPDATED_AT", "CREATED_AT", "ID", "PROCESSED_AT", "TOTAL_PRICE", "PO_NUMBER"])
def test_pages_forward_and_backward_see_each_order_once(stocked, data, key, reverse):
    whole, variables = [], {"first": 90, "reverse": reverse, "key": key}
    while True:
        page = data(stocked, PAGE, variables)["orders"]
        whole += [e["node"]["id"] for e in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] == ("after" in variables)
        if not page["pageInfo"]["hasNextPage"]:
            break
        variables["after"] = page["pageInfo"]["endCursor"]
    assert len(whole) == len(set(whole)) == 400
    back, variables = [], {"last": 90, "reverse": reverse, "key": key}
    while True:
        page = data(stocked, PAGE, variables)["orders"]
        back = [e["node"]["id"] for e in page["edges"]] + back
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        variables["before"] = page["pageInfo"]["startCursor"]
    assert back == whole


def test_a_changed_order_moves_to_the_end(stocked, data):
    first = data(stocked, PAGE, {"first": 1, "key": "UPDATED_AT"})["orders"]["edges"][0]["node"]["id"]
    stocked.clock_frozen += 10
    data(stocked, 'mutation($id: ID!) { tagsAdd(id: $id, tags: "x") { userErrors { message } } }', {"id": first})
    last = data(stocked, PAGE, {"last": 1, "key": "UPDATED_AT"})["orders"]["edges"][0]["node"]["id"]
    assert last == first


def test_nested_connections_page_by_cursor(stocked, data):
    order = next(iter(stocked.orders))
    text = "query($id: ID!, $after: String) { order(id: $id) { lineItems(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }"
    page = data(stocked, text, {"id": order.id})["order"]["lineItems"]
    assert len(page["nodes"]) == 2 and page["pageInfo"]["hasNextPage"]
    rest = data(stocked, text, {"id": order.id, "after": page["pageInfo"]["endCursor"]})["order"]["lineItems"]
    assert [n["id"] for n in page["nodes"] + rest["nodes"]] == [n.id for n in order.lines] and not rest["pageInfo"]["hasNextPage"]


def test_a_root_connection_wants_a_number(stocked, ask):
    body = ask(stocked, "{ orders { nodes { id } } }")
    assert body["errors"][0]["message"] == "you must provide one of first or last"
    assert ask(stocked, "{ orders(first: 251) { nodes { id } } }")["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert "errors" in ask(stocked, '{ orders(first: 1, after: "nonsense") { nodes { id } } }')
