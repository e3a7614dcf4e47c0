"""What Shopify accepts as a bulk query or mutation."""

from graphql import GraphQLSyntaxError, get_named_type, is_abstract_type, is_list_type, parse
from graphql.language import ast as A

MAX_CONNECTIONS, MAX_DEPTH = 5, 2


class Refused(Exception):
    """(message, code) of the userError."""

    def __init__(self, message, code="INVALID", more=()):
        super().__init__(message)
        self.code, self.messages = code, [message, *more]


class Shape:
    """Walks a bulk query: its connections, their depth, what stands between."""

    def __init__(self, schema, tree):
        self.schema = schema
        self.fragments = {d.name.value: d for d in tree.definitions if isinstance(d, A.FragmentDefinitionNode)}
        self.connections, self.depth, self.by_nodes, self.without_id, self.in_list = [], 0, [], [], False
        operation = next(d for d in tree.definitions if isinstance(d, A.OperationDefinitionNode))
        root = schema.query_type if operation.operation.value == "query" else schema.mutation_type
        self.selection(operation.selection_set, root, 0, False)

    def fields(self, selection_set, type_):
        for node in selection_set.selections:
            if isinstance(node, A.FieldNode):
                yield node, type_
            elif isinstance(node, A.InlineFragmentNode):
                yield from self.fields(
                    node.selection_set, self.schema.type_map[node.type_condition.name.value] if node.type_condition else type_
                )
            else:
                fragment = self.fragments[node.name.value]
                yield from self.fields(fragment.selection_set, self.schema.type_map[fragment.type_condition.name.value])

    def selection(self, selection_set, type_, depth, in_list):
        for node, owner in self.fields(selection_set, type_):
            if node.selection_set is None:
                continue
            definition = getattr(owner, "fields", {}).get(node.name.value)
            if definition is None:
                continue
            named = get_named_type(definition.type)
            if named.name.endswith("Connection") and "pageInfo" in named.fields:
                self.connection(node, named, depth, in_list)
            else:
                inner = (
                    definition.type.of_type
                    if hasattr(definition.type, "of_type") and not is_list_type(definition.type)
                    else definition.type
                )
                self.selection(node.selection_set, named, depth, in_list or is_list_type(inner))

    def connection(self, node, type_, depth, in_list):
        self.connections.append(node.name.value)
        self.in_list = self.in_list or in_list
        self.depth = max(self.depth, depth)  # the connection at the root is level 0, as recorded
        for child, _ in self.fields(node.selection_set, type_):
            if child.name.value == "nodes":
                self.by_nodes.append(node.name.value)
            if child.name.value != "edges":
                continue
            edge_type = get_named_type(type_.fields["edges"].type)
            for inner, _ in self.fields(child.selection_set, edge_type):
                if inner.name.value == "node":
                    node_type = get_named_type(edge_type.fields["node"].type)
                    before = len(self.connections)
                    self.selection(inner.selection_set, node_type, depth + 1, False)
                    if len(self.connections) > before and not self.has_id(inner.selection_set, node_type):
                        self.without_id.append(node.name.value)

    def has_id(self, selection_set, type_):
        return any(n.name.value == "id" and n.alias is None for n, _ in self.fields(selection_set, type_)) or is_abstract_type(type_)


def parsed(text):
    try:
        return parse(text)
    except GraphQLSyntaxError as error:
        words = error.message.removeprefix("Syntax Error: ")
        if "<EOF>" in words:
            words = "unexpected end of file"
        raise Refused(words) from error


def check_query(schema, text):
    """The document of a bulk query; `Refused` with Shopify's words for what is not allowed."""
    try:
        tree = parsed(text)
    except Refused as error:
        raise Refused(f"Invalid bulk query: syntax error, {error}") from error
    operations = [d for d in tree.definitions if isinstance(d, A.OperationDefinitionNode)]
    if len(operations) != 1:
        raise Refused("Bulk queries must contain exactly one operation.")
    if operations[0].operation.value != "query":
        raise Refused("Invalid operation type. Only `query` operations are supported.")
    shape = Shape(schema, tree)
    if any(isinstance(f, A.FieldNode) and f.name.value in ("node", "nodes") for f in operations[0].selection_set.selections):
        more = [] if shape.connections else ["Bulk queries must contain at least one connection."]
        raise Refused("Bulk queries cannot contain a top level `node` field.", more=more)
    if not shape.connections:
        raise Refused("Bulk queries must contain at least one connection.")
    if len(shape.connections) > MAX_CONNECTIONS:
        raise Refused("Bulk queries cannot contain more than 5 connections.")
    if shape.depth > MAX_DEPTH:
        raise Refused("Bulk queries cannot contain connections with a nesting depth greater than 2.")
    if shape.in_list:
        raise Refused("Queries that contain a connection field within a list field are not currently supported.")
    if shape.by_nodes:
        first = shape.by_nodes[0]
        raise Refused(
            "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: "
            f"'{first} {{ edges {{ node {{'. Selecting via 'nodes' is not supported. Invalid connection fields: '{', '.join(shape.by_nodes)}'."
        )
    if shape.without_id:
        raise Refused(
            "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return "
            f"type. Connection fields without 'id': {', '.join(dict.fromkeys(shape.without_id))}."
        )
    return tree


def check_mutation(schema, text):
    """The document of a bulk mutation."""
    try:
        tree = parsed(text)
    except Refused as error:
        words = f"{error}"
        if words == "unexpected end of file":
            last = text.rstrip().rsplit(None, 1)[-1]  # the place of the last token
            before = text.rstrip()[: -len(last)]
            words += f" at [{before.count(chr(10)) + 1}, {len(before.rsplit(chr(10), 1)[-1]) + 1}]"
        raise Refused(f"Failed to parse the mutation - syntax error, {words}", "INVALID_MUTATION") from error
    operations = [d for d in tree.definitions if isinstance(d, A.OperationDefinitionNode)]
    if not operations or operations[0].operation.value != "mutation":
        raise Refused("Invalid operation type. Only `mutation` operations are supported.", "INVALID_MUTATION")
    if len(operations[0].selection_set.selections) != 1:
        raise Refused("You must specify a single top level mutation.", None)
    if operations[0].selection_set.selections[0].name.value.startswith("bulkOperation"):
        raise Refused("You must use an allowed mutation name.", None)
    if len(Shape(schema, tree).connections) > 1:
        raise Refused("Bulk mutations cannot contain more than 1 connection.", None)
    return tree
