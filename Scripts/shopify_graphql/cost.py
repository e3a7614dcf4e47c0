"""Shopify's requested cost of a document, as a Swift expression over its variables.

The model (fitted on recorded costs; Shopify does not publish it): leaf 0; object 1; list of objects 1, once; interface or union 1 and
the dearest of its types; connection 2 + floor(2·ln(first)) × node; value objects 0; mutation 10, the payload's own objects 0; root
counts 10.
"""
import math

from graphql import get_named_type, is_abstract_type, is_leaf_type
from graphql.language import ast as A

FREE_TYPES = {"MoneyV2", "MoneyBag", "PageInfo", "Weight", "LocationAddress", "InventoryItemMeasurement", "CurrencyFormats"}
MANUAL = {
    "Mutation.fileCreate": 20, "Mutation.productCreateMedia": 20, "Mutation.orderCapture": 20, "Mutation.refundCreate": 20,
    "Mutation.fulfillmentTrackingInfoUpdate": 50, "Mutation.deliveryProfileUpdate": 100,
    "Customer.defaultAddress": 0, "Customer.addresses": 0, "Publication.includedProductsCount": 10,
    "DeliveryProfile.productVariantsCount": 10, "Location.hasActiveInventory": 0, "Location.hasUnfulfilledOrders": 1,
}


def factor(count):
    return max(1, math.floor(2 * math.log(count))) if count > 0 else 0


class Points:
    """A sum of a number and of Swift expressions."""

    def __init__(self, number=0, terms=()):
        self.number, self.terms = number, tuple(terms)

    def __add__(self, other):
        return Points(self.number + other.number, self.terms + other.terms)

    def times(self, count):
        if not self.terms:
            return Points(self.number * count)
        return Points(0, [f"{count} * ({self})"]) if count != 1 else self

    def __str__(self):
        parts = [str(self.number)] if self.number or not self.terms else []
        return " + ".join(parts + list(self.terms))

    def most(self):
        return not self.terms


class Cost:
    def __init__(self, schema, documents, operation):
        self.schema, self.documents, self.operation = schema, documents, operation
        self.variables = {d.variable.name.value: d for d in operation.variable_definitions or ()}

    def total(self):
        if self.operation.operation.value == "mutation":
            total = Points()
            for field in self.operation.selection_set.selections:
                definition = self.schema.mutation_type.fields[field.name.value]
                total += Points(MANUAL.get(f"Mutation.{field.name.value}", 10))
                total += self.selection(field.selection_set, get_named_type(definition.type), free=True)
            return total
        return self.selection(self.operation.selection_set, self.schema.query_type)

    def selection(self, selection_set, parent, free=False):
        own, narrowed = {}, {}

        def walk(selections, on, wrap):
            for selection in selections:
                guarded = self.guarded(selection, wrap)
                if isinstance(selection, A.FieldNode):
                    key = (selection.alias or selection.name).value
                    points = guarded(self.field(selection, on, free))
                    target = own if on is parent or not is_abstract_type(parent) else narrowed.setdefault(on.name, {})
                    target[key] = points
                else:
                    if isinstance(selection, A.FragmentSpreadNode):
                        fragment = self.documents.fragments[selection.name.value].node
                        condition, inner = fragment.type_condition.name.value, fragment.selection_set
                    else:
                        condition = selection.type_condition.name.value if selection.type_condition else on.name
                        inner = selection.selection_set
                    walk(inner.selections, self.schema.type_map[condition], guarded)

        walk(selection_set.selections, parent, lambda points: points)
        base = sum(own.values(), Points())
        best = []
        for concrete in self.schema.get_possible_types(parent) if narrowed else ():
            total = Points()
            for name, fields in narrowed.items():
                on = self.schema.type_map[name]
                if on is concrete or (is_abstract_type(on) and self.schema.is_sub_type(on, concrete)):
                    total += sum(fields.values(), Points())
            if str(total) not in map(str, best):
                best.append(total)
        if not best:
            return base
        if all(not points.terms for points in best):
            return base + max(best, key=lambda points: points.number)
        rest = [points for points in best if points.number or points.terms]
        return base + (rest[0] if len(rest) == 1 else Points(0, [f"max({', '.join(map(str, rest))})"]))

    def guarded(self, selection, outer):
        for directive in selection.directives or ():
            if directive.name.value in ("include", "skip"):
                value = directive.arguments[0].value
                if not isinstance(value, A.VariableNode):
                    raise SystemExit("@include and @skip take a variable")
                name, skip = value.name.value, directive.name.value == "skip"

                def wrap(points):
                    if not points.terms and not points.number:
                        return outer(points)
                    return outer(Points(0, [f"({name} ? {'0 : ' + str(points) if skip else str(points) + ' : 0'})"]))

                return wrap
        return outer

    def page(self, field):
        """`first` or `last`: a number, a variable's name, or nothing."""
        for argument in field.arguments or ():
            if argument.name.value in ("first", "last"):
                if isinstance(argument.value, A.IntValueNode):
                    return int(argument.value.value)
                if isinstance(argument.value, A.VariableNode):
                    return argument.value.name.value
        return 0

    def field(self, field, parent, free):
        name = field.name.value
        if name.startswith("__"):
            return Points()
        kind = get_named_type(parent.fields[name].type)
        key = f"{parent.name}.{name}"
        if is_leaf_type(kind):
            return Points(MANUAL.get(key, 0))
        if kind.name.endswith("Connection") and "pageInfo" in kind.fields:
            node = self.node(field, kind)
            page = self.page(field)
            if isinstance(page, str):
                return Points(0, [f"QueryCost.connection({page}, node: {node})"])
            return Points(2) + node.times(factor(page)) if page else Points(2)
        own = 0 if kind.name in FREE_TYPES or free else 1
        if kind.name == "Count" and parent is self.schema.query_type:
            own = 10
        return Points(MANUAL.get(key, own)) + self.selection(field.selection_set, kind)

    def node(self, field, connection):
        edge = get_named_type(connection.fields["edges"].type)
        node = get_named_type(edge.fields["node"].type)
        total = Points()
        for part in field.selection_set.selections:
            if part.name.value == "nodes":
                total += Points(1) + self.selection(part.selection_set, node)
            elif part.name.value == "edges":
                for inner in part.selection_set.selections:
                    if inner.name.value == "node":
                        total += Points(1) + self.selection(inner.selection_set, node)
        return total
