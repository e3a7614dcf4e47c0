"""Stock by the API: set, adjust, activate, with idempotency and the check of what was there."""

import pytest

SET = """mutation Set($input: InventorySetQuantitiesInput!, $key: String!) { inventorySetQuantities(input: $input) @idempotent(key: $key) {
  inventoryAdjustmentGroup { reason changes { name delta item { id } } } userErrors { field message code } } }"""


@pytest.fixture
def stock(make_shop):
    shop = make_shop("stock", locations=2)
    for item in shop.inventory_items:
        for level in item.levels.values():
            level.available = 10
    return shop


def pair(shop, index=0, place=0, **more):
    return {"inventoryItemId": list(shop.inventory_items)[index].id, "locationId": list(shop.locations)[place].id, **more}


def put(data, shop, quantities, key="k", name="available", reason="correction"):
    return data(shop, SET, {"key": key, "input": {"name": name, "reason": reason, "quantities": quantities}})["inventorySetQuantities"]


def test_set(stock, data):
    answer = put(data, stock, [pair(stock, quantity=4, changeFromQuantity=10), pair(stock, 1, quantity=10, changeFromQuantity=None)])
    assert answer["userErrors"] == []
    assert [(c["name"], c["delta"]) for c in answer["inventoryAdjustmentGroup"]["changes"]] == [("available", -6), ("on_hand", -6)]
    assert list(stock.inventory_items)[0].levels[list(stock.locations)[0].number].available == 4


def test_nothing_changed_makes_no_group(stock, data):
    answer = put(data, stock, [pair(stock, quantity=10, changeFromQuantity=10)])
    assert answer == {"inventoryAdjustmentGroup": None, "userErrors": []}


def test_a_stale_expectation_stops_the_whole_call(stock, data):
    answer = put(data, stock, [pair(stock, quantity=1, changeFromQuantity=10), pair(stock, 1, quantity=1, changeFromQuantity=9)])
    (error,) = answer["userErrors"]
    assert error["code"] == "CHANGE_FROM_QUANTITY_STALE" and error["field"] == ["input", "quantities", "1", "changeFromQuantity"]
    assert list(stock.inventory_items)[0].levels[list(stock.locations)[0].number].available == 10


def test_on_hand_leaves_the_committed_alone(stock, data):
    level = list(stock.inventory_items)[0].levels[list(stock.locations)[0].number]
    level.committed = 3
    put(data, stock, [pair(stock, quantity=20, changeFromQuantity=13)], name="on_hand")
    assert (level.on_hand, level.available, level.committed) == (20, 17, 3)


def test_the_same_key_answers_the_same_and_does_nothing_twice(stock, data):
    first = put(data, stock, [pair(stock, quantity=4, changeFromQuantity=10)], key="one")
    again = put(data, stock, [pair(stock, quantity=4, changeFromQuantity=10)], key="one")
    assert first == again and len(stock.applied) == 1
    other = put(data, stock, [pair(stock, quantity=5, changeFromQuantity=10)], key="one")
    assert other["userErrors"][0]["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_the_directive_and_the_expectation_are_mandatory(stock, ask):
    body = ask(
        stock,
        SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", ""),
        {"input": {"name": "available", "reason": "correction", "quantities": [pair(stock, quantity=4, changeFromQuantity=10)]}},
    )
    assert "@idempotent directive is required" in body["errors"][0]["message"]
    body = ask(stock, SET, {"key": "k", "input": {"name": "available", "reason": "correction", "quantities": [pair(stock, quantity=4)]}})
    assert "changeFromQuantity" in body["errors"][0]["message"]


@pytest.mark.parametrize(
    "change, code",
    [
        ({"inventoryItemId": "gid://shopify/InventoryItem/1"}, "INVALID_INVENTORY_ITEM"),
        ({"locationId": "gid://shopify/Location/1"}, "INVALID_LOCATION"),
        ({"quantity": 1_000_000_001}, "INVALID_QUANTITY_TOO_HIGH"),
        ({"quantity": -1_000_000_001}, "INVALID_QUANTITY_TOO_LOW"),
    ],
)
def test_what_is_refused(stock, data, change, code):
    answer = put(data, stock, [{**pair(stock, quantity=4, changeFromQuantity=10), **change}])
    assert [e["code"] for e in answer["userErrors"]] == [code]


def test_more_that_is_refused(stock, data, ask):
    assert put(data, stock, [pair(stock, quantity=4, changeFromQuantity=10)], name="reserved")["userErrors"][0]["code"] == "INVALID_NAME"
    assert (
        put(data, stock, [pair(stock, quantity=4, changeFromQuantity=10)], "r", reason="because")["userErrors"][0]["code"]
        == "INVALID_REASON"
    )
    twice = [pair(stock, quantity=4, changeFromQuantity=10)] * 2
    assert {e["code"] for e in put(data, stock, twice, "t")["userErrors"]} == {"NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"}
    assert (
        put(data, stock, [pair(stock, quantity=-1, changeFromQuantity=10)], "n", name="on_hand")["userErrors"][0]["code"]
        == "INVALID_QUANTITY_NEGATIVE"
    )
    item = list(stock.inventory_items)[2]
    item.tracked = False
    assert (
        put(data, stock, [pair(stock, 2, quantity=1, changeFromQuantity=10)], "u")["userErrors"][0]["code"] == "NON_MUTABLE_INVENTORY_ITEM"
    )
    del list(stock.inventory_items)[3].levels[list(stock.locations)[0].number]
    assert (
        put(data, stock, [pair(stock, 3, quantity=1, changeFromQuantity=None)], "s")["userErrors"][0]["code"]
        == "ITEM_NOT_STOCKED_AT_LOCATION"
    )
    many = [pair(stock, quantity=1, changeFromQuantity=None)] * 251
    body = ask(stock, SET, {"key": "m", "input": {"name": "available", "reason": "correction", "quantities": many}})
    assert body["errors"][0]["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"


def test_activate_adjust_toggle(stock, data):
    item, place = list(stock.inventory_items)[0], list(stock.locations)[1]
    del item.levels[place.number]
    text = """mutation($i: ID!, $l: ID!, $k: String!) { inventoryActivate(inventoryItemId: $i, locationId: $l, available: 7) @idempotent(key: $k) {
              inventoryLevel { isActive quantities(names: ["available", "on_hand"]) { name quantity } } userErrors { message } } }"""
    answer = data(stock, text, {"i": item.id, "l": place.id, "k": "a"})["inventoryActivate"]
    assert answer["inventoryLevel"]["quantities"] == [{"name": "available", "quantity": 7}, {"name": "on_hand", "quantity": 7}]
    text = """mutation($input: InventoryAdjustQuantitiesInput!, $k: String!) { inventoryAdjustQuantities(input: $input) @idempotent(key: $k) {
              inventoryAdjustmentGroup { changes { name delta } } userErrors { code } } }"""
    data(
        stock,
        text,
        {
            "k": "b",
            "input": {
                "name": "available",
                "reason": "received",
                "changes": [{"inventoryItemId": item.id, "locationId": place.id, "delta": 5, "changeFromQuantity": 7}],
            },
        },
    )
    assert item.levels[place.number].available == 12
    text = """mutation($i: ID!, $u: [InventoryBulkToggleActivationInput!]!) { inventoryBulkToggleActivation(inventoryItemId: $i, inventoryItemUpdates: $u) {
              inventoryLevels { id } userErrors { code } } }"""
    data(stock, text, {"i": item.id, "u": [{"locationId": place.id, "activate": False}]})
    assert not item.levels[place.number].active
    answer = data(stock, text, {"i": item.id, "u": [{"locationId": list(stock.locations)[0].id, "activate": False}]})
    assert answer["inventoryBulkToggleActivation"]["userErrors"] == [{"code": "CANNOT_DEACTIVATE_FROM_ONLY_LOCATION"}]


def test_levels_of_a_location_page_and_filter(stock, data):
    text = """query($id: ID!, $after: String, $q: String) { location(id: $id) { inventoryLevels(first: 20, after: $after, query: $q) {
              nodes { item { id } quantities(names: ["available"]) { quantity } } pageInfo { hasNextPage endCursor } } } }"""
    place, seen, after = list(stock.locations)[0], [], None
    while True:
        page = data(stock, text, {"id": place.id, "after": after})["location"]["inventoryLevels"]
        seen += [n["item"]["id"] for n in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(seen) == len(set(seen)) == len(stock.inventory_items)
    stock.clock_frozen = stock.now() + 100
    put(data, stock, [pair(stock, 5, quantity=1, changeFromQuantity=None)], "z")
    from sandbox.model.base import iso

    page = data(stock, text, {"id": place.id, "q": f"updated_at:>='{iso(stock.now())}'"})["location"]["inventoryLevels"]
    assert [n["item"]["id"] for n in page["nodes"]] == [list(stock.inventory_items)[5].id]
