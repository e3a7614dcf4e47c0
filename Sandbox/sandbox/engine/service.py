"""One GraphQL request, from text to answer: cost, bucket, scopes, execution."""

from .context import Context
from .cost_debug import FieldCosts
from .denials import apply_denials
from .scopes import lacking
from .variables import RequestError, coerce_variables

MAXIMUM_COST = 1000
DOCUMENTATION = "https://shopify.dev/api/usage/rate-limits"


class Answer:
    """Status, body and what the log wants to know."""

    __slots__ = ("status", "body", "operation", "requested", "actual", "kind", "changes")

    def __init__(self, status, body, operation=None, requested=None, actual=None, kind="query", changes=0):
        self.status, self.body, self.operation, self.requested, self.actual = status, body, operation, requested, actual
        self.kind, self.changes = kind, changes


def cost_block(shop, requested, actual):
    return {"cost": {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": shop.bucket.status()}}


def answer(server, shop, documents, text, variables, operation_name, scopes, request_id, origin=None, debug=False):
    """Executes one request against a shop; `RequestError` becomes an answer without data, as Shopify does."""
    name = operation_name
    try:
        document = documents.get(text)
        operation = document.operation(operation_name)
        name = name or (operation.name.value if operation.name else None)
        values = coerce_variables(document.schema, operation, variables or {})
        too_long(variables)
    except RequestError as refused:
        return Answer(refused.status, {"errors": refused.errors}, name)
    kind = operation.operation.value
    requested = document.requested_cost(operation, values)
    if requested > MAXIMUM_COST:
        message = (
            f"Query cost is {requested}, which exceeds the single query max cost limit ({MAXIMUM_COST}).\n\nSee "
            f"{DOCUMENTATION} for more information on how the cost of a query is calculated.\n\nTo query larger amounts of data "
            "with fewer limits, bulk operations should be used instead.\n"
        )
        body = {
            "errors": [
                {
                    "message": message,
                    "extensions": {"code": "MAX_COST_EXCEEDED", "cost": requested, "maxCost": MAXIMUM_COST, "documentation": DOCUMENTATION},
                }
            ]
        }
        return Answer(200, body, name, requested, None, kind)
    if not shop.bucket.take(requested):
        return throttled(shop, requested, name, kind)
    context = Context(shop, server, values, scopes, server.versions, request_id, origin)
    lacks = lacking(document.requirements(operation, values), scopes)
    plan = document.plan(operation, values, frozenset(r.path for r in lacks))
    data = plan.run(context)
    if lacks and data is not None:
        data = apply_denials(data, lacks, context)
    actual = document.actual_cost(operation, values, data) if data is not None else 0
    actual = min(actual, requested) if kind == "query" else actual
    shop.bucket.give_back(requested - actual)
    body = {"data": data}
    if context.errors:
        body["errors"] = context.errors
    body["extensions"] = cost_block(shop, requested, actual)
    if debug:
        costs = FieldCosts(document.schema, document.fragments, document.directives(values), values)
        body["extensions"]["cost"]["fields"] = costs.of(operation)
    return Answer(200, body, name, requested, actual, kind, context.changes)


def throttled(shop, requested, name, kind):
    """Shopify's answer when the bucket holds less than the requested cost: status 200, nothing executed."""
    body = {
        "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED", "documentation": DOCUMENTATION}}],
        "extensions": cost_block(shop, requested, None),
    }
    return Answer(200, body, name, requested, None, kind)


LONGER = {"fulfillmentOrderLineItems": 512, "variants": 2048}


def too_long(value, limit=250):
    """Arrays of more than 250 in the variables are refused before anything runs (some may be longer)."""
    if isinstance(value, dict):
        for name, item in value.items():
            too_long(item, LONGER.get(name, 250))
    elif isinstance(value, list):
        if len(value) > limit:
            raise RequestError(
                [
                    {
                        "message": f"The input array size of {len(value)} is greater than the maximum allowed of {limit}.",
                        "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"},
                    }
                ]
            )
        for item in value:
            if isinstance(item, (dict, list)):
                too_long(item)
