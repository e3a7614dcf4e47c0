"""Whatever is asked for, the answer keeps to the schema: types, nullability, enum values."""

import json

import pytest
from graphql import OperationType

from sandbox.recorded import orders_of
from sandbox.seeding.recorded import seed_recorded
from walk import problems, selection

ROOTS = {
    "orders": ("Order", 2),
    "products": ("Product", 2),
    "productVariants": ("ProductVariant", 2),
    "customers": ("Customer", 2),
    "locations": ("Location", 2),
    "fulfillmentOrders": ("FulfillmentOrder", 2),
    "inventoryItems": ("InventoryItem", 2),
    "companies": ("Company", 2),
}


@pytest.fixture
def rich(make_shop):
    return make_shop("rich", locations=2, products=12, orders=120, mix="everything")


def execute(server, shop, version, text):
    """Without cost and bucket: these documents are far above what Shopify would allow."""
    from sandbox.engine.context import Context
    from sandbox.engine.documents import Document
    from sandbox.engine.scopes import ALL

    document = Document(server.documents_of(version).schema, text)
    operation = document.operations[0]
    assert operation.operation is OperationType.QUERY
    context = Context(shop, server, {}, frozenset(ALL), server.versions, "test")
    data = document.plan(operation, {}).run(context)
    assert context.errors == []
    return data


@pytest.mark.parametrize("version", ["2026-04", "2026-07"])
@pytest.mark.parametrize("root", ROOTS)
def test_every_field_of_seeded_records(server, rich, root, version):
    type_name, depth = ROOTS[root]
    schema = server.documents_of(version).schema
    text = f"{{ {root}(first: 120) {{ nodes {selection(schema, schema.type_map[type_name], depth)} }} }}"
    data = execute(server, rich, version, text)
    assert data[root]["nodes"]
    found = problems(schema, schema.query_type.fields[root].type, data[root], root)
    assert found == [], "\n".join(sorted(set(found))[:40])
    json.dumps(data)


def test_every_field_of_the_shop(server, rich):
    schema = server.documents_of("2026-07").schema
    text = f"{{ shop {selection(schema, schema.type_map['Shop'], 1)} }}"
    data = execute(server, rich, "2026-07", text)
    assert problems(schema, schema.query_type.fields["shop"].type, data["shop"], "shop") == []


def test_every_field_of_recorded_orders(server, make_shop, recorded):
    shop = make_shop("recorded")
    schema = server.documents_of("2026-04").schema
    orders = orders_of(json.dumps(exchange) for name, exchange in recorded if name == "orders")
    assert len(orders) >= 70
    assert seed_recorded(shop, schema, orders) == len(orders)
    text = f"{{ orders(first: 250) {{ nodes {selection(schema, schema.type_map['Order'], 2)} }} }}"
    data = execute(server, shop, "2026-04", text)
    assert len(data["orders"]["nodes"]) == len(orders)
    found = problems(schema, schema.query_type.fields["orders"].type, data["orders"], "orders")
    assert found == [], "\n".join(sorted(set(found))[:40])
