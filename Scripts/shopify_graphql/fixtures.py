"""Answers that the schema permits, made by executing each document with invented values: what the Swift types must be able to read.

This walks document and schema by graphql-core's executor, not by the code that writes the Swift types, so that each proves the other.
  least    every field that may be null is null, every list is empty
  sparse   every object and list is there, every scalar that may be null is null
  most     everything is there, with one element a concrete type in each list
  required paths in `sparse` whose value the schema promises, so that null in its place must be refused
"""
import json

from graphql import (
    execute_sync, get_named_type, is_abstract_type, is_enum_type, is_leaf_type, is_list_type, is_non_null_type,
)
from graphql.language import ast as A

VALUES = {
    "ID": "gid://shopify/Thing/1", "String": "text", "Int": 7, "Float": 0.5, "Boolean": True, "Decimal": "1234.50", "Money": "19.90",
    "DateTime": "2026-07-01T12:00:00Z", "Date": "2026-07-01", "URL": "https://shop.example/x", "HTML": "<p>x</p>", "UnsignedInt64": "12345678901",
    "BigInt": "12345678901", "FormattedString": "text", "UtcOffset": "+02:00", "JSON": "{}",
}


class Walk:
    def __init__(self, schema, documents, mode):
        self.schema, self.documents, self.mode, self.required = schema, documents, mode, []

    def run(self, operation):
        result = execute_sync(
            self.schema, self.documents.whole(operation), root_value={}, variable_values=self.variables(operation),
            field_resolver=self.resolve, type_resolver=lambda value, info, kind: value["__typename"],
        )
        if result.errors:
            raise SystemExit(f"{operation.name}: {result.errors[0]}")
        return result.data

    def variables(self, operation):
        from graphql import type_from_ast

        return {
            d.variable.name.value: self.variable(type_from_ast(self.schema, d.type))
            for d in operation.node.variable_definitions or () if d.default_value is None and isinstance(d.type, A.NonNullTypeNode)
        }

    def variable(self, kind):
        if is_non_null_type(kind):
            kind = kind.of_type
        if is_list_type(kind):
            return [self.variable(kind.of_type)]
        if is_enum_type(kind):
            return next(iter(kind.values))
        if is_leaf_type(kind):
            return VALUES[kind.name]
        if kind.is_one_of:
            key, field = next(iter(kind.fields.items()))
            inner = field.type
            return {key: self.variable(inner)}
        return {key: self.variable(field.type) for key, field in kind.fields.items() if is_non_null_type(field.type) and field.default_value.__class__.__name__ == "UndefinedType"}

    def resolve(self, source, info, **_):
        return self.value(info.return_type, info)

    def value(self, kind, info):
        nullable = not is_non_null_type(kind)
        if not nullable:
            kind = kind.of_type
        elif self.mode == "least":
            return None
        if is_list_type(kind):
            if self.mode == "least":
                return []
            named = get_named_type(kind)
            if is_abstract_type(named) and not is_list_type(kind.of_type):
                return [{"__typename": name} for name in self.concrete(named, info)]
            return [self.value(kind.of_type, info)]
        if is_leaf_type(kind):
            if nullable and self.mode == "sparse":
                return None
            return next(iter(kind.values)) if is_enum_type(kind) else VALUES[kind.name]
        return {"__typename": self.concrete(kind, info)[0] if is_abstract_type(kind) else kind.name}

    def concrete(self, kind, info):
        """The concrete types that the selection tells apart; the first possible one where it does not."""
        found = []

        def walk(selections):
            for selection in selections:
                if isinstance(selection, A.FieldNode):
                    continue
                if isinstance(selection, A.FragmentSpreadNode):
                    fragment = self.documents.fragments[selection.name.value].node
                    condition, inner = fragment.type_condition.name.value, fragment.selection_set
                else:
                    condition = selection.type_condition.name.value if selection.type_condition else kind.name
                    inner = selection.selection_set
                named = self.schema.type_map[condition]
                if not is_abstract_type(named) and condition not in found:
                    found.append(condition)
                walk(inner.selections)

        for node in info.field_nodes:
            walk(node.selection_set.selections)
        return found or [self.schema.get_possible_types(kind)[0].name]


def required(schema, documents, operation):
    """Ways to values that the schema promises: by fields that are always there, the first element of each list."""
    ways = []

    def walk(selection_set, parent, way):
        for selection in selection_set.selections:
            if selection.directives:
                continue
            if isinstance(selection, A.FragmentSpreadNode):
                fragment = documents.fragments[selection.name.value].node
                condition = schema.type_map[fragment.type_condition.name.value]
                if condition is parent or (is_abstract_type(condition) and schema.is_sub_type(condition, parent)):
                    walk(fragment.selection_set, parent, way)
                continue
            if isinstance(selection, A.InlineFragmentNode):
                # In `nodes(ids:)` the one type that is asked for is the one that comes.
                if way == ["nodes", 0]:
                    walk(selection.selection_set, schema.type_map[selection.type_condition.name.value], way)
                continue
            name = selection.name.value
            if name.startswith("__"):
                continue
            kind = parent.fields[name].type
            here = way + [(selection.alias or selection.name).value]
            promised = is_non_null_type(kind)
            if promised:
                kind = kind.of_type
            if promised and (is_leaf_type(get_named_type(kind)) or is_list_type(kind)):
                ways.append(here)
            if is_list_type(kind):
                here = here + [0]
            if selection.selection_set:
                walk(selection.selection_set, get_named_type(kind), here)

    root = schema.mutation_type if operation.node.operation.value == "mutation" else schema.query_type
    walk(operation.node.selection_set, root, [])
    return ways


def text(schema, documents, operation):
    parts = {mode: Walk(schema, documents, mode).run(operation) for mode in ("least", "sparse", "most")}
    parts["required"] = required(schema, documents, operation)
    return json.dumps(parts, separators=(",", ":")) + "\n"
