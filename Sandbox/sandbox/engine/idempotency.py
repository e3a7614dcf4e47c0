"""`@idempotent(key:)`: a repeated mutation answers what the first one answered, and nothing is done twice."""

import json

from graphql.language import ast as A

from .registry import FieldError

# Mutations that must carry the directive (Shopify Admin API from 2026-04).
REQUIRED = frozenset(
    """inventoryActivate inventoryAdjustQuantities inventoryMoveQuantities inventorySetQuantities inventorySetOnHandQuantities
inventorySetScheduledChanges locationActivate locationDeactivate refundCreate""".split()
)
MISMATCH_FIELD = {
    "inventorySetQuantities": "InventorySetQuantitiesUserError",
    "inventoryAdjustQuantities": "InventoryAdjustQuantitiesUserError",
    "inventoryMoveQuantities": "InventoryMoveQuantitiesUserError",
}


def idempotent(name, node, function):
    """The field function, guarded by the key that the document's directive names."""
    directive = next((d for d in node.directives or () if d.name.value == "idempotent"), None)
    if directive is None:
        if name not in REQUIRED:
            return function

        def missing(o, a, c):
            raise FieldError("The @idempotent directive is required for this mutation but was not provided.", "BAD_REQUEST")

        return missing
    value = next(a.value for a in directive.arguments if a.name.value == "key")

    def once(o, a, c):
        key = c.variables.get(value.name.value) if isinstance(value, A.VariableNode) else value.value
        if not key:
            raise FieldError("The idempotency key can't be blank.", "BAD_REQUEST")
        given = json.dumps(a, sort_keys=True, default=str)
        known = c.shop.idempotency.get((name, key))
        if known is not None:
            return known[1] if known[0] == given else mismatch(name, known[1])
        payload = function(o, a, c)
        c.shop.idempotency[name, key] = (given, payload)
        return payload

    return once


def mismatch(name, payload):
    error = {
        "__typename": MISMATCH_FIELD.get(name, "UserError"),
        "field": None,
        "code": "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
        "message": "The same idempotency key was used with different parameters.",
    }
    return {**{k: None for k in payload}, "userErrors": [error]}
