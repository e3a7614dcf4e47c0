"""Documents that ask for every field down to a depth, and the check of answers against the schema."""

from graphql import GraphQLNonNull, get_named_type, is_abstract_type, is_enum_type, is_leaf_type, is_list_type, is_object_type


def required_arguments(definition):
    return any(
        isinstance(a.type, GraphQLNonNull) and a.default_value.__class__.__name__ == "UndefinedType" for a in definition.args.values()
    )


def selection(schema, type_, depth, skip=()):
    """Every field of the type, connections with two nodes, objects down to `depth`."""
    if is_abstract_type(type_):
        parts = ["__typename"]
        for index, possible in enumerate(schema.get_possible_types(type_)):
            if len(schema.get_possible_types(type_)) > 12:
                break
            inner = selection(schema, possible, depth, skip)
            aliased = inner
            parts.append(f"... on {possible.name} {aliased}")
        return "{ " + " ".join(parts) + " }"
    parts = ["__typename"]
    for name, definition in type_.fields.items():
        if required_arguments(definition) or f"{type_.name}.{name}" in skip:
            continue
        named = get_named_type(definition.type)
        arguments = "(first: 2)" if "first" in definition.args else ""
        if is_leaf_type(named):
            parts.append(name + arguments)
        elif named.name.endswith("Connection") and "pageInfo" in named.fields:
            if depth > 0:
                node = get_named_type(get_named_type(named.fields["edges"].type).fields["node"].type)
                parts.append(
                    f"{name}{arguments} {{ nodes {selection(schema, node, depth - 1, skip)} pageInfo {{ hasNextPage endCursor }} }}"
                )
        elif depth > 0 or named.name in ("MoneyBag", "MoneyV2"):
            parts.append(f"{name}{arguments} {selection(schema, named, depth - 1, skip)}")
    return "{ " + " ".join(parts) + " }"


def problems(schema, type_, value, path=""):
    """Where an answer breaks the schema: null where it may not be, a wrong kind of value, an unknown enum value."""
    if isinstance(type_, GraphQLNonNull):
        if value is None:
            return [f"{path}: null, but {type_}"]
        return problems(schema, type_.of_type, value, path)
    if value is None:
        return []
    if is_list_type(type_):
        if not isinstance(value, list):
            return [f"{path}: {type(value).__name__}, but {type_}"]
        return [p for i, item in enumerate(value) for p in problems(schema, type_.of_type, item, f"{path}[{i}]")]
    if is_enum_type(type_):
        return [] if value in type_.values else [f"{path}: '{value}' is no {type_}"]
    if is_leaf_type(type_):
        return leaf(type_, value, path)
    if not isinstance(value, dict):
        return [f"{path}: {type(value).__name__}, but {type_}"]
    if is_abstract_type(type_):
        type_ = schema.type_map.get(value.get("__typename"))
        if type_ is None or not is_object_type(type_):
            return [f"{path}: no type name"]
    found = []
    for name, item in value.items():
        if name in type_.fields:
            found += problems(schema, type_.fields[name].type, item, f"{path}.{name}")
    return found


KINDS = {
    "String": str,
    "ID": str,
    "Int": int,
    "Boolean": bool,
    "DateTime": str,
    "Decimal": str,
    "Money": str,
    "URL": str,
    "HTML": str,
    "UnsignedInt64": str,
    "Date": str,
    "FormattedString": str,
}


def leaf(type_, value, path):
    wanted = KINDS.get(type_.name)
    if type_.name == "Float":
        wanted = (int, float)
    if wanted and (not isinstance(value, wanted) or wanted is int and isinstance(value, bool)):
        return [f"{path}: {value!r} is no {type_.name}"]
    if type_.name == "DateTime" and not (value.endswith("Z") and "T" in value):
        return [f"{path}: {value!r} is no DateTime"]
    return []
