"""Access scopes: which types and fields ask for which, and what a token lacks."""

from pathlib import Path

from graphql import get_named_type, is_abstract_type, is_leaf_type
from graphql.language import ast as A

from .selection import collect

DATA = Path(__file__).parent.parent / "data" / "scopes.txt"


def _load():
    facts = {}
    for line in DATA.read_text().splitlines():
        if line and not line.startswith("#"):
            name, *scopes = line.split()
            facts[name] = tuple(scopes)
    return facts


SCOPES = _load()
# What an app of a connector is usually granted; every token has these unless something else is said.
ALL = tuple(
    """read_all_orders read_assigned_fulfillment_orders read_companies read_customers read_discounts read_draft_orders read_files
read_fulfillments read_gift_cards read_inventory read_locales read_locations read_markets read_merchant_managed_fulfillment_orders read_order_edits
read_orders read_payment_terms read_product_listings read_products read_publications read_returns read_shipping read_shopify_payments
read_shopify_payments_accounts read_shopify_payments_disputes read_third_party_fulfillment_orders read_translations read_users
write_assigned_fulfillment_orders write_companies write_customers write_draft_orders write_files write_fulfillments write_inventory
write_locales write_locations write_merchant_managed_fulfillment_orders write_order_edits write_orders write_payment_terms write_products
write_publications write_returns write_third_party_fulfillment_orders write_translations""".split()
)


class Requirement:
    """One field that asks for a scope: its response path, name, node, type, and the scopes of which one is enough."""

    __slots__ = ("path", "name", "node", "type", "scopes")

    def __init__(self, path, name, node, type_, scopes):
        self.path, self.name, self.node, self.type, self.scopes = path, name, node, type_, scopes


def requirements(schema, operation, fragments, directive_values):
    """The requirements of an operation, parents before children."""
    found = []
    is_mutation = operation.operation.value == "mutation"
    root = schema.mutation_type if is_mutation else schema.query_type

    def conditions(sets, names):
        for selection_set in sets:
            for node in selection_set.selections:
                if isinstance(node, A.FieldNode):
                    continue
                inline = isinstance(node, A.InlineFragmentNode)
                inner = node if inline else fragments[node.name.value]
                if inner.type_condition:
                    names.add(inner.type_condition.name.value)
                conditions([inner.selection_set], names)
        return names

    def types(type_, sets):
        if not is_abstract_type(type_):
            return [type_]
        named = [schema.type_map[n] for n in conditions(sets, set())]
        return [t for t in schema.get_possible_types(type_) if t in named] or [type_]

    def walk(type_, sets, path):
        for possible in types(type_, sets):
            for key, nodes in collect(schema, fragments, directive_values, possible, sets).items():
                name = nodes[0].name.value
                definition = getattr(possible, "fields", {}).get(name)
                if definition is None:
                    continue
                named = get_named_type(definition.type)
                root_name = "Mutation" if possible is schema.mutation_type else possible.name
                scopes = SCOPES.get(f"{root_name}.{name}")
                if scopes is None and possible is not schema.mutation_type:
                    scopes = SCOPES.get(named.name.removesuffix("Connection"))
                here = path + (key,)
                if scopes:
                    found.append(Requirement(here, name, nodes[0], definition.type, scopes))
                inner = [n.selection_set for n in nodes if n.selection_set]
                if inner and not is_leaf_type(named):
                    walk(named, inner, here)

    walk(root, [operation.selection_set], ())
    return found


def lacking(required, granted):
    """The topmost requirements that the granted scopes do not meet. A write scope includes the read scope."""
    found, paths = [], set()
    for requirement in required:
        if any(requirement.path[:n] in paths for n in range(1, len(requirement.path) + 1)):
            continue
        if not allowed(requirement.scopes, granted):
            found.append(requirement)
            paths.add(requirement.path)
    return found


def allowed(scopes, granted):
    return any(s in granted or (s.startswith("read_") and "write_" + s[5:] in granted) for s in scopes)


def words(scopes):
    """As Shopify says it: "`read_orders` access scope."."""
    parts = [f"`{scope}` access scope" for scope in scopes]
    return (parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " or " + parts[-1]) + "."


def denial(name, scopes, node, path):
    """The entry in `errors` of a field that was denied."""
    token = node.loc.start_token
    return {
        "message": f"Access denied for {name} field. Required access: {words(scopes)}",
        "locations": [{"line": token.line, "column": token.column}],
        "extensions": {
            "code": "ACCESS_DENIED",
            "documentation": "https://shopify.dev/api/usage/access-scopes",
            "requiredAccess": words(scopes),
        },
        "path": list(path),
    }
