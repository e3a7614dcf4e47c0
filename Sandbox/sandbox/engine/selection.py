"""Fields of a selection set on a concrete type, with fragments opened and @skip/@include decided."""

from graphql.language import ast as A


def included(node, directive_values):
    for directive in node.directives or ():
        name = directive.name.value
        if name not in ("skip", "include"):
            continue
        value = directive.arguments[0].value
        truth = value.value if isinstance(value, A.BooleanValueNode) else directive_values.get(value.name.value)
        if bool(truth) == (name == "skip"):
            return False
    return True


def collect(schema, fragments, directive_values, type_, selection_sets):
    """Response key → field nodes, in document order."""
    fields = {}

    def walk(selection_set):
        for node in selection_set.selections:
            if not included(node, directive_values):
                continue
            if isinstance(node, A.FieldNode):
                fields.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, A.InlineFragmentNode):
                if matches(schema, node.type_condition, type_):
                    walk(node.selection_set)
            else:
                fragment = fragments[node.name.value]
                if matches(schema, fragment.type_condition, type_):
                    walk(fragment.selection_set)

    for selection_set in selection_sets:
        if selection_set is not None:
            walk(selection_set)
    return fields


def matches(schema, condition, type_):
    """Whether a fragment on `condition` applies to an object of `type_` (an interface's own fields when abstract)."""
    if condition is None or condition.name.value == type_.name:
        return True
    other = schema.type_map[condition.name.value]
    if hasattr(other, "types") or not hasattr(other, "is_type_of"):
        return schema.is_sub_type(other, type_)
    return False
