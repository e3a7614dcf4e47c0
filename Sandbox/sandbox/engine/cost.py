"""The cost model of the Admin API, fitted on recorded answers.

Scalars cost nothing, an object or a list of objects 1 and its children once, a connection
`2 + floor(2·ln(max(2, n))) × (1 + node)`, a mutation 10 and the parts of its payload. Shopify does
not publish the formula; the tests compare it with what was recorded.
"""

import math

from graphql import get_named_type, is_abstract_type, is_leaf_type
from graphql.language import ast as A

from .selection import collect

FREE = frozenset("MoneyV2 MoneyBag PageInfo Weight LocationAddress InventoryItemMeasurement CurrencyFormats ShopAddress".split())
OWN = {
    "Mutation.fileCreate": 20,
    "Mutation.productCreateMedia": 20,
    "Mutation.orderCapture": 20,
    "Mutation.refundCreate": 20,
    "Mutation.fulfillmentTrackingInfoUpdate": 50,
    "Mutation.flowTriggerReceive": 1,
    "Mutation.deliveryProfileUpdate": 100,
    "Customer.defaultAddress": 0,
    "Customer.addresses": 0,
    "DeliveryProfile.productVariantsCount": 10,
    "Publication.includedProductsCount": 10,
    "Location.hasActiveInventory": 0,
    "Location.hasUnfulfilledOrders": 1,
    "WebhookSubscription.endpoint": 0,
}


def size(count):
    """The factor of a connection that asks for (or returned) `count` nodes."""
    return 0 if count <= 0 else max(1, math.floor(2 * math.log(count)))


class RequestedCost:
    """The cost of one operation before it runs: static, decided by the document and its first/last."""

    def __init__(self, schema, fragments, directive_values, variables):
        self.schema, self.fragments, self.directive_values, self.variables = schema, fragments, directive_values, variables

    def total(self, operation):
        if operation.operation.value != "mutation":
            return max(1, self.selection(self.schema.query_type, [operation.selection_set]))
        cost = 0
        for nodes in self.collect(self.schema.mutation_type, [operation.selection_set]).values():
            name = nodes[0].name.value
            definition = self.schema.mutation_type.fields.get(name)
            if definition is None:
                continue
            cost += OWN.get(f"Mutation.{name}", 10)
            sets = [n.selection_set for n in nodes if n.selection_set]
            cost += self.selection(get_named_type(definition.type), sets, free=True)
        return cost

    def collect(self, type_, sets):
        return collect(self.schema, self.fragments, self.directive_values, type_, sets)

    def selection(self, type_, sets, free=False):
        """Cost of a selection; of an abstract type, the dearest of its possible types."""
        if not is_abstract_type(type_):
            return self.fields(type_, sets, free)
        conditions = set()
        self.conditions(sets, conditions)
        base = self.fields(type_, sets, free)
        best = base
        for possible in self.schema.get_possible_types(type_):
            if any(self.touches(name, possible) for name in conditions):
                best = max(best, self.fields(possible, sets, free))
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

    def fields(self, type_, sets, free):
        cost = 0
        for nodes in self.collect(type_, sets).values():
            cost += self.field(type_, nodes, free)
        return cost

    def field(self, type_, nodes, free):
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
            return self.connection(named, nodes[0], sets)
        if own is None:
            own = 0 if named.name in FREE or free else 1
            if named.name == "Count" and type_ is self.schema.query_type:
                own = 10
        return own + self.selection(named, sets)

    def connection(self, type_, node, sets):
        count = self.integer(node, "first")
        if count is None:
            count = self.integer(node, "last") or 0
        if count <= 0:
            return 2
        edge_type = get_named_type(type_.fields["edges"].type)
        node_type = get_named_type(edge_type.fields["node"].type)
        each = 0
        for nodes in self.collect(type_, sets).values():
            inner = [n.selection_set for n in nodes if n.selection_set]
            if nodes[0].name.value == "nodes":
                each += 1 + self.selection(node_type, inner)
            elif nodes[0].name.value == "edges":
                for edge_nodes in self.collect(edge_type, inner).values():
                    if edge_nodes[0].name.value == "node":
                        each += 1 + self.selection(node_type, [n.selection_set for n in edge_nodes])
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
