"""The cost model of the Admin API, fitted on recorded answers.

Scalars cost nothing, an object or a list of objects 1 and its children once, a connection
`2 + floor(2·ln(max(2, n))) × (1 + node)`, a mutation 10 and the parts of its payload. Shopify does
not publish the formula; the tests compare it with what was recorded.
"""

import math

from graphql import get_named_type, is_abstract_type, is_leaf_type
from graphql.language import ast as A

from .selection import collect

FREE = frozenset("MoneyV2 MoneyBag PageInfo Weight LocationAddress InventoryItemMeasurement CurrencyFormats".split())
OWN = {
    "Mutation.fileCreate": 20, "Mutation.productCreateMedia": 20, "Mutation.orderCapture": 20, "Mutation.refundCreate": 20,
    "Mutation.fulfillmentTrackingInfoUpdate": 50, "Mutation.flowTriggerReceive": 1, "Mutation.deliveryProfileUpdate": 100,
    "Customer.defaultAddress": 0, "Customer.addresses": 0, "DeliveryProfile.productVariantsCount": 10,
    "Publication.includedProductsCount": 10, "Location.hasActiveInventory": 0, "Location.hasUnfulfilledOrders": 1,
}


def size(count):
    """The factor of a connection that asks for (or returned) `count` nodes."""
    return 0 if count <= 0 else max(1, math.floor(2 * math.log(count)))


class CostModel:
    """The cost of one operation; `counts` (path → nodes returned) turns the requested cost into the actual one."""

    def __init__(self, schema, fragments, directive_values, variables, counts=None):
        self.schema, self.fragments, self.directive_values = schema, fragments, directive_values
        self.variables, self.counts = variables, counts

    def total(self, operation):
        if operation.operation.value != "mutation":
            return self.selection(self.schema.query_type, [operation.selection_set], ())
        cost = 0
        for key, nodes in self.collect(self.schema.mutation_type, [operation.selection_set]).items():
            name = nodes[0].name.value
            definition = self.schema.mutation_type.fields.get(name)
            if definition is None:
                continue
            cost += OWN.get(f"Mutation.{name}", 10)
            sets = [n.selection_set for n in nodes if n.selection_set]
            cost += self.selection(get_named_type(definition.type), sets, (key,), free=True)
        return cost

    def collect(self, type_, sets):
        return collect(self.schema, self.fragments, self.directive_values, type_, sets)

    def selection(self, type_, sets, path, free=False):
        """Cost of a selection; of an abstract type, the dearest of its possible types."""
        if not is_abstract_type(type_):
            return self.fields(type_, sets, path, free)
        conditions = set()
        self.conditions(sets, conditions)
        base = self.fields(type_, sets, path, free)
        best = base
        for possible in self.schema.get_possible_types(type_):
            if any(self.touches(name, possible) for name in conditions):
                best = max(best, self.fields(possible, sets, path, free))
        return best

    def touches(self, name, possible):
        other = self.schema.type_map[name]
        return other is possible or (is_abstract_type(other) and self.schema.is_sub_type(other, possible))

    def conditions(self, sets, found):
        for selection_set in sets:
            for node in selection_set.selections:
                if isinstance(node, A.InlineFragmentNode):
                    if node.type_condition:
                        found.add(node.type_condition.name.value)
                    self.conditions([node.selection_set], found)
                elif isinstance(node, A.FragmentSpreadNode):
                    fragment = self.fragments[node.name.value]
                    found.add(fragment.type_condition.name.value)
                    self.conditions([fragment.selection_set], found)

    def fields(self, type_, sets, path, free):
        cost = 0
        for key, nodes in self.collect(type_, sets).items():
            cost += self.field(type_, nodes, path + (key,), free)
        return cost

    def field(self, type_, nodes, path, free):
        name = nodes[0].name.value
        definition = getattr(type_, "fields", {}).get(name)
        if definition is None or name.startswith("__"):
            return 0
        named = get_named_type(definition.type)
        own = OWN.get(f"{type_.name}.{name}")
        if is_leaf_type(named):
            return own or 0
        sets = [n.selection_set for n in nodes if n.selection_set]
        if named.name.endswith("Connection") and "pageInfo" in named.fields:
            return self.connection(named, nodes[0], sets, path)
        if own is None:
            own = 0 if named.name in FREE or free else 1
            if named.name == "Count" and type_ is self.schema.query_type:
                own = 10
        return own + self.selection(named, sets, path)

    def connection(self, type_, node, sets, path):
        if self.counts is not None:
            count = self.counts.get(path, 0)
        else:
            count = self.integer(node, "first")
            if count is None:
                count = self.integer(node, "last") or 0
        if count <= 0:
            return 2
        edge_type = get_named_type(type_.fields["edges"].type)
        node_type = get_named_type(edge_type.fields["node"].type)
        each = 0
        for key, nodes in self.collect(type_, sets).items():
            inner = [n.selection_set for n in nodes if n.selection_set]
            if nodes[0].name.value == "nodes":
                each += 1 + self.selection(node_type, inner, path + (key,))
            elif nodes[0].name.value == "edges":
                for edge_key, edge_nodes in self.collect(edge_type, inner).items():
                    if edge_nodes[0].name.value == "node":
                        each += 1 + self.selection(node_type, [n.selection_set for n in edge_nodes], path + (key, edge_key))
        return 2 + size(count) * each

    def integer(self, node, name):
        for argument in node.arguments or ():
            if argument.name.value == name:
                value = argument.value
                if isinstance(value, A.VariableNode):
                    number = self.variables.get(value.name.value)
                    return number if isinstance(number, int) else None
                return int(value.value) if isinstance(value, A.IntValueNode) else None
        return None


def returned_counts(plan_paths, data):
    """Path of each connection → the largest number of nodes it returned."""
    counts = {}
    for path, node_key in plan_paths:
        best = 0
        for parent in descend(data, path):
            if isinstance(parent, dict):
                best = max(best, len(parent.get(node_key) or ()))
        counts[path] = best
    return counts


def descend(value, path):
    """All values at a path of response keys; lists are walked through."""
    if isinstance(value, list):
        for item in value:
            yield from descend(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        yield from descend(value.get(path[0]), path[1:])
