"""What a field answers when the store knows nothing about it: null where the schema allows it,
otherwise the emptiest value of its type."""

from graphql import GraphQLNonNull, get_named_type, is_abstract_type, is_enum_type, is_leaf_type, is_list_type

from .registry import MODELS

_SCALARS = {
    "String": "",
    "Int": 0,
    "Float": 0.0,
    "Boolean": False,
    "DateTime": "2020-01-01T00:00:00Z",
    "Date": "2020-01-01",
    "Decimal": "0.0",
    "Money": "0.00",
    "UnsignedInt64": "0",
    "BigInt": "0",
    "URL": "https://example.com/",
    "HTML": "",
    "FormattedString": "",
    "JSON": {},
    "Color": "#000000",
}
_PREFERRED = {
    "OrderReturnStatus": "NO_RETURN",
    "OrderDisplayFulfillmentStatus": "UNFULFILLED",
    "CountPrecision": "EXACT",
    "OrderTransactionStatus": "SUCCESS",
    "OrderTransactionKind": "SALE",
    "FulfillmentStatus": "SUCCESS",
    "RiskAssessmentResult": "NONE",
    "OrderRiskRecommendationResult": "NONE",
    "CurrencyCode": None,
}


def neutral_function(schema, type_, type_name, field_name):
    """A field function `(object, arguments, context)` that answers the neutral value of the field's type."""
    if not isinstance(type_, GraphQLNonNull):
        return lambda o, a, c: None
    inner = type_.of_type
    if is_list_type(inner):
        return lambda o, a, c: []
    named = get_named_type(inner)
    if named.name == "CurrencyCode":
        return lambda o, a, c: c.shop.currency
    if named.name == "ID":
        return lambda o, a, c: f"gid://shopify/{type_name}/0"
    if is_enum_type(named):
        value = _PREFERRED.get(named.name) or next(iter(named.values))
        return lambda o, a, c: value
    if is_leaf_type(named):
        value = _SCALARS.get(named.name, "")
        return lambda o, a, c: value
    if named.name == "MoneyBag":
        return lambda o, a, c: (c.shop.currency, c.shop.currency, 0, 0)
    if named.name == "MoneyV2":
        return lambda o, a, c: (c.shop.currency, 0)
    if named.name.endswith("Connection"):
        return lambda o, a, c: []
    if is_abstract_type(named):
        possible = [t.name for t in schema.get_possible_types(named)]
        name = next((n for n in possible if n not in MODELS), possible[0])
        return lambda o, a, c: {"__typename": name}
    return lambda o, a, c: {"__typename": named.name}
