"""Runs bulk queries and mutations, batch by batch, with the compiled plans of the engine."""

import orjson
from graphql import print_ast
from graphql.language.visitor import Visitor, visit

from ..engine.connections import Page, cursor_of, slice_list
from ..engine.context import Context
from ..engine.documents import Document
from ..engine.variables import RequestError, coerce_variables
from .operation import BATCH


class Unlimited(Visitor):
    """Bulk queries read everything: `first` and `last` are ignored."""

    def enter_field(self, node, *_):
        node.arguments = tuple(a for a in node.arguments or () if a.name.value not in ("first", "last", "after", "before"))


def query_steps(operation, server, schema, tree, scopes):
    """Yields after each batch of root objects."""
    visit(tree, Unlimited())
    document = Document(schema, print_ast(tree))
    one = document.operations[0]
    context = Context(operation.shop, server, {}, scopes, server.versions, operation.id)
    plan = document.plan(one, {})
    for root in plan.roots:
        yield from root_steps(operation, plan, context, root)


def root_steps(operation, plan, context, root):
    key, node, function, slot, complete, _ = root
    context.root = key
    arguments = dict(plan.arguments_for(context)[slot]) if slot is not None else None
    if arguments is None or "after" not in plan.root_type.fields[node.name.value].args:
        value = plan.completed(context, function, complete, arguments)
        flatten(operation, value, None, root=True)
        yield
        return
    after = None
    while True:
        page = plan.raw(context, function, {**arguments, "first": BATCH, "last": None, "after": after})
        if page.__class__ is not Page:
            page = slice_list(page, {"first": BATCH, "after": after})
        value = plan.complete_page(context, complete, page)
        flatten_connection(operation, value, None, root=True)
        if not page.has_next:
            return
        after = cursor_of(page, len(page.nodes) - 1)
        yield


def flatten_connection(operation, value, parent, root=False):
    for edge in value.get("edges") or ():
        node = edge.get("node")
        if node is not None:
            flatten(operation, node, parent, root)


def flatten(operation, node, parent, root=False):
    """Writes an object without its connections, then the objects of these, each with `__parentId`."""
    own, children = {}, []
    for key, value in node.items():
        if isinstance(value, dict) and "edges" in value:
            children.append(value)
        elif isinstance(value, dict):
            own[key] = strip(value, children)
        else:
            own[key] = value
    if parent is not None:
        own["__parentId"] = parent
    if root:
        operation.root_count += 1
    operation.write(own)
    for child in children:
        flatten_connection(operation, child, node.get("id"))


def strip(value, children):
    """A nested object without its connections; these are collected."""
    result = {}
    for key, item in value.items():
        if isinstance(item, dict) and "edges" in item:
            children.append(item)
        else:
            result[key] = strip(item, children) if isinstance(item, dict) else item
    return result


def mutation_steps(operation, server, schema, tree, content, scopes):
    """One mutation a line of JSONL; the answers are lines of the same order, with `__lineNumber`."""
    document = Document(schema, print_ast(tree))
    one = document.operations[0]
    for number, line in enumerate(content.splitlines()):
        if not line.strip():
            continue
        operation.write({**mutate(operation, server, document, one, line, scopes), "__lineNumber": number})
        operation.root_count += 1
        if operation.root_count % BATCH == 0:
            yield
    yield


def mutate(operation, server, document, one, line, scopes):
    try:
        given = orjson.loads(line)
        variables = coerce_variables(document.schema, one, given)
    except orjson.JSONDecodeError as error:
        return {"errors": [{"message": f"The line is not JSON: {error}"}]}
    except RequestError as error:
        return {"errors": error.errors}
    context = Context(operation.shop, server, variables, scopes, server.versions, operation.id)
    data = document.plan(one, variables).run(context)
    answer = {"data": data}
    if context.errors:
        answer["errors"] = context.errors
    return answer
