"""Selections as Swift structures."""
from dataclasses import dataclass

from graphql import (
    get_named_type, get_nullable_type, is_abstract_type, is_leaf_type, is_list_type, is_object_type,
)
from graphql.language import ast as A

from .swift import doc, leaf, member, type_name, wrap


@dataclass
class Property:
    key: str
    swift: str


class Records:
    """Writes the type of a selection; keeps which enumerations are needed."""

    def __init__(self, schema, documents):
        self.schema, self.documents, self.enums, self.named = schema, documents, set(), set()

    def collect(self, selection_set, on):
        """Response key → (field nodes, type they are selected on, whether they may be missing)."""
        found = {}

        def walk(selections, parent, missing):
            for selection in selections:
                absent = missing or any(d.name.value in ("include", "skip") for d in selection.directives or ())
                if isinstance(selection, A.FieldNode):
                    key = (selection.alias or selection.name).value
                    nodes, _, before = found.get(key, ([], parent, True))
                    found[key] = (nodes + [selection], parent, before and absent)
                    continue
                if isinstance(selection, A.FragmentSpreadNode):
                    fragment = self.documents.fragments[selection.name.value].node
                    condition, inner = self.schema.type_map[fragment.type_condition.name.value], fragment.selection_set
                else:
                    name = selection.type_condition.name.value if selection.type_condition else parent.name
                    condition, inner = self.schema.type_map[name], selection.selection_set
                narrower = condition is not on and not (is_abstract_type(condition) and self.schema.is_sub_type(condition, on))
                walk(inner.selections, condition, absent or narrower)

        walk(selection_set.selections, on, False)
        return found

    def only_fragment(self, selection_set, on):
        """The fragment, if the selection is nothing but one on a type that always fits."""
        if len(selection_set.selections) != 1 or not isinstance(selection_set.selections[0], A.FragmentSpreadNode):
            return None
        spread = selection_set.selections[0]
        if spread.directives:
            return None
        fragment = self.documents.fragments[spread.name.value].node
        condition = self.schema.type_map[fragment.type_condition.name.value]
        fits = condition is on or (is_abstract_type(condition) and self.schema.is_sub_type(condition, on))
        if not fits:
            return None
        self.named.add(spread.name.value)
        return spread.name.value

    def is_user_errors(self, field_type):
        kind = get_named_type(field_type)
        return kind.name.endswith("UserError") or kind.name.endswith("MediaUserError")

    def composite(self, key, field_type, selection_set, nested, indent):
        """The Swift type of a field with a selection; structures it needs go to `nested`."""
        kind = get_named_type(field_type)
        if kind.name == "PageInfo":
            return "AdminPageInfo"
        if self.is_user_errors(field_type):
            return "AdminUserError"
        fragment = self.only_fragment(selection_set, kind)
        if fragment:
            return fragment
        if kind.name.endswith("Connection"):
            names = [s.name.value for s in selection_set.selections if isinstance(s, A.FieldNode)]
            if sorted(names) in (["nodes"], ["nodes", "pageInfo"]) and len(names) == len(selection_set.selections):
                nodes = next(s for s in selection_set.selections if s.name.value == "nodes")
                node_type = kind.fields["nodes"].type
                inner = self.composite(key, node_type, nodes.selection_set, nested, indent)
                return f"{'AdminConnection' if len(names) == 2 else 'AdminNodes'}<{inner}>"
        name = type_name(key, is_list_type(get_nullable_type(field_type)) or kind.name.endswith("Connection"))
        nested.append(self.structure(name, selection_set, kind, indent))
        return name

    def properties(self, selection_set, on, indent):
        properties, nested = [], []
        for key, (nodes, parent, missing) in self.collect(selection_set, on).items():
            name = nodes[0].name.value
            if name == "__typename":
                properties.append(Property(key, "String"))
                continue
            field_type = parent.fields[name].type
            kind = get_named_type(field_type)
            if is_leaf_type(kind):
                inner = leaf(kind, self.enums)
            else:
                merged = nodes[0].selection_set
                if len(nodes) > 1:
                    merged = A.SelectionSetNode(selections=tuple(s for node in nodes for s in node.selection_set.selections))
                inner = self.composite(key, field_type, merged, nested, indent)
            properties.append(Property(key, wrap(field_type, inner, missing)))
        return properties, nested

    def structure(self, name, selection_set, on, indent, comment=(), conforms="Decodable, Sendable, Equatable", extra=()):
        inner = indent + "    "
        properties, nested = self.properties(selection_set, on, inner)
        lines = doc(comment, indent) + [f"{indent}public struct {name}: {conforms} {{"]
        for item in properties:
            lines.append(f"{inner}public let {self.property_name(item.key)}: {item.swift}")
        if any(item.key.startswith("__") for item in properties):
            lines += ["", f"{inner}enum CodingKeys: String, CodingKey {{"]
            for item in properties:
                plain = self.property_name(item.key)
                lines.append(f"{inner}    case {plain}" + (f' = "{item.key}"' if plain.strip("`") != item.key else ""))
            lines.append(f"{inner}}}")
        lines += list(extra)
        for text in nested:
            lines += [""] + text
        return lines + [f"{indent}}}"]

    @staticmethod
    def property_name(key):
        return "typename" if key == "__typename" else member(key)
