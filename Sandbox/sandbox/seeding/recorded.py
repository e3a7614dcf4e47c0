"""Seeds recorded orders. What a recording did not ask for is null where the schema allows it, else a neutral value."""

from graphql import GraphQLNonNull, get_named_type, is_abstract_type, is_leaf_type, is_list_type

from ..model.base import iso, number_in, type_in

FINDABLE = (
    "FulfillmentOrder",
    "Fulfillment",
    "Refund",
    "Return",
    "OrderTransaction",
    "LineItem",
    "FulfillmentOrderLineItem",
    "FulfillmentLineItem",
)


def seed_recorded(shop, schema, orders):
    """Files the order objects; returns how many there are new."""
    before = len(shop.orders)
    for order in orders:
        number = number_in(order.get("id"))
        if number is None:
            raise ValueError(f"A recorded order needs a gid, this one has {order.get('id')!r}")
        shop.numbers.reserve("Order", number)
        currency = find_currency(order) or shop.currency
        head(shop, order, number, currency)
        complete(schema, schema.type_map["Order"], order, currency)
        register(shop, order, order)
        shop.orders.add(order)
    return len(shop.orders) - before


def head(shop, order, number, currency):
    now = iso(shop.now())
    order["__typename"], order["__number"] = "Order", number
    order.setdefault("name", f"#{number}")
    if not order.get("createdAt"):
        order["createdAt"] = order.get("processedAt") or order.get("updatedAt") or now
    for name in ("updatedAt", "processedAt"):
        if not order.get(name):
            order[name] = order["createdAt"]
    order.setdefault("currencyCode", currency)
    order.setdefault("presentmentCurrencyCode", order["currencyCode"])
    order.setdefault("legacyResourceId", str(number))
    order.setdefault("number", number_of_name(order["name"], number))
    order.setdefault("closed", bool(order.get("closedAt")))


def number_of_name(name, number):
    digits = "".join(c for c in str(name) if c.isdigit())
    return int(digits) if digits else number % 2**31


def find_currency(value):
    """The currency of the first amount in shop money."""
    if isinstance(value, dict):
        shop_money = value.get("shopMoney")
        if isinstance(shop_money, dict) and shop_money.get("currencyCode"):
            return shop_money["currencyCode"]
        return value.get("currencyCode") or next((c for c in map(find_currency, value.values()) if c), None)
    if isinstance(value, list):
        return next((c for c in map(find_currency, value) if c), None)
    return None


def complete(schema, type_, value, currency):
    """Required amounts that are missing become zero in the order's currency; recursion into what is there. Everything else that
    is missing gets its neutral value when it is read."""
    if is_abstract_type(type_):
        name = value.get("__typename") or type_in(value.get("id") or "")
        type_ = schema.type_map.get(name)
        if type_ is None or not hasattr(type_, "fields") or is_abstract_type(type_):
            return
    value.setdefault("__typename", type_.name)
    if type_.name == "LineItem":  # not asked for: nothing says that units were taken away
        value.setdefault("currentQuantity", value.get("quantity", 0))
    for name, definition in type_.fields.items():
        named = get_named_type(definition.type)
        if name in value:
            below(schema, named, definition.type, value[name], currency)
        elif named.name == "MoneyBag" and isinstance(definition.type, GraphQLNonNull) and not is_list_type(definition.type.of_type):
            value[name] = {"shopMoney": {"amount": "0.0", "currencyCode": currency}}


def below(schema, named, type_, value, currency):
    if value is None or is_leaf_type(named) or named.name in ("MoneyBag", "MoneyV2"):
        return
    if named.name.endswith("Connection") and isinstance(value, dict):
        node_type = get_named_type(get_named_type(named.fields["edges"].type).fields["node"].type)
        nodes = value.get("nodes") if value.get("nodes") is not None else [e.get("node") for e in value.get("edges") or []]
        for node in nodes:
            if isinstance(node, dict):
                complete(schema, node_type, node, currency)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                complete(schema, named, item, currency)
    elif isinstance(value, dict):
        complete(schema, named, value, currency)


def register(shop, order, value):
    """Makes the parts of the order findable by their gids."""
    if isinstance(value, list):
        for item in value:
            register(shop, order, item)
        return
    if not isinstance(value, dict):
        return
    for key, item in list(value.items()):
        if key != "order":
            register(shop, order, item)
    name, number = type_in(value.get("id") or ""), number_in(value.get("id") or "")
    if name not in FINDABLE or number is None:
        return
    shop.numbers.reserve(name, number)
    known = shop.nodes.setdefault(name, {})
    if number in known and known[number] is not value:
        for key, item in value.items():
            known[number].setdefault(key, item)
        return
    known[number] = value
    value["__number"], value["__typename"] = number, name
    if name in ("FulfillmentOrder", "Fulfillment", "Refund", "Return"):
        value["order"] = order
    if name == "FulfillmentOrder":
        value.setdefault("status", "OPEN")
        value.setdefault("orderId", order["id"])
        value.setdefault("orderName", order["name"])
        shop.fulfillment_orders.add(value)
