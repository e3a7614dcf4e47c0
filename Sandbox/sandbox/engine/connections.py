"""Connections: slicing by first/last/after/before/reverse, cursors, page information."""

import base64
import json

from graphql import get_named_type

from .registry import FieldError


class Page:
    """A slice that the store has already cut: `nodes`, whether more is there, and the sort value of each node."""

    __slots__ = ("nodes", "has_next", "has_previous", "value_of", "total", "number_of")

    def __init__(self, nodes, has_next, has_previous, value_of=None, total=None, number_of=None):
        self.nodes, self.has_next, self.has_previous = nodes, has_next, has_previous
        self.value_of, self.total, self.number_of = value_of, total, number_of


def encode_cursor(last_id, last_value):
    return base64.b64encode(json.dumps({"last_id": last_id, "last_value": last_value}, separators=(",", ":")).encode()).decode()


def decode_cursor(cursor):
    """(last_id, last_value) of a cursor; Shopify refuses any other text."""
    try:
        value = json.loads(base64.b64decode(cursor, validate=True))
        return value["last_id"], value["last_value"]
    except Exception as error:
        raise FieldError("Invalid cursor for current pagination sort.", "BAD_REQUEST") from error


def number_of(node):
    """The numeric id of a node, for cursors."""
    if node.__class__ is dict:
        tail = str(node.get("id", "0")).split("?")[0].rsplit("/", 1)[-1]
        return int(tail) if tail.isdigit() else 0
    return getattr(node, "number", 0)


def cursor_of(page, index):
    node = page.nodes[index]
    number = (page.number_of or number_of)(node)
    value = page.value_of(node) if page.value_of else number
    return encode_cursor(number, value)


def slice_list(nodes, arguments):
    """Cuts a page out of a whole list that is in its order already."""
    arguments = arguments or {}
    first, last = arguments.get("first"), arguments.get("last")
    nodes = list(nodes)
    if arguments.get("reverse"):
        nodes.reverse()
    total, start, end = len(nodes), 0, len(nodes)
    if arguments.get("after"):
        start = position(nodes, arguments["after"]) + 1
    if arguments.get("before"):
        end = position(nodes, arguments["before"])
    if first is not None:
        end = min(end, start + first)
    elif last is not None:
        start = max(start, end - last)
    return Page(nodes[start:end], end < total, start > 0, total=total)


def position(nodes, cursor):
    number, _ = decode_cursor(cursor)
    for index, node in enumerate(nodes):
        if number_of(node) == number:
            return index
    return -1


def page_from_dict(value, arguments):
    """A recorded connection object: `{nodes: […]}` or `{edges: [{node}]}`."""
    nodes = value.get("nodes")
    if nodes is None:
        nodes = [edge.get("node") for edge in value.get("edges") or []]
    return slice_list(nodes, arguments)


def connection_function(plan, type_, nodes, slot, path):
    """A function `(value, context)` that answers a connection field."""
    fields = plan.collect(type_, [n.selection_set for n in nodes])
    edge_type = get_named_type(type_.fields["edges"].type)
    node_type = get_named_type(edge_type.fields["node"].type)
    parts = []
    for key, field_nodes in fields.items():
        name = field_nodes[0].name.value
        if name == "nodes":
            parts.append((key, name, plan.selector(node_type, field_nodes, path + (key,))))
        elif name == "edges":
            inner = plan.collect(edge_type, [n.selection_set for n in field_nodes])
            select = [
                (k, f[0].name.value, plan.selector(node_type, f, path + (key, k)) if f[0].name.value == "node" else None)
                for k, f in inner.items()
            ]
            parts.append((key, name, select))
        elif name == "pageInfo":
            inner = plan.collect(plan.schema.type_map["PageInfo"], [n.selection_set for n in field_nodes])
            parts.append((key, name, [(k, f[0].name.value) for k, f in inner.items()]))
        else:
            parts.append((key, name, type_.name))

    def answer(value, c):
        if value is None:
            return None
        if value.__class__ is not Page:
            arguments = None if slot is None else c.arguments[slot]
            value = page_from_dict(value, arguments) if value.__class__ is dict else slice_list(value, arguments)
        result = {}
        for key, name, detail in parts:
            if name == "nodes":
                result[key] = [detail(node, c) for node in value.nodes]
            elif name == "edges":
                result[key] = [edge(value, index, node, detail, c) for index, node in enumerate(value.nodes)]
            elif name == "pageInfo":
                result[key] = {k: page_info(value, field) for k, field in detail}
            elif name == "__typename":
                result[key] = detail
            else:
                result[key] = str(value.total or 0) if name == "totalCount" else None
        return result

    return answer


def edge(page, index, node, detail, c):
    result = {}
    for key, name, select in detail:
        if name == "node":
            result[key] = select(node, c)
        elif name == "cursor":
            result[key] = cursor_of(page, index)
        else:
            result[key] = None
    return result


def page_info(page, name):
    if name == "hasNextPage":
        return page.has_next
    if name == "hasPreviousPage":
        return page.has_previous
    if name == "startCursor":
        return cursor_of(page, 0) if page.nodes else None
    if name == "endCursor":
        return cursor_of(page, len(page.nodes) - 1) if page.nodes else None
    return "PageInfo"
