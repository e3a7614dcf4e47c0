"""Documents: parsed and validated once, compiled once per combination of directive variables and denied fields."""

import hashlib

from graphql import GraphQLSyntaxError, parse
from graphql.language import ast as A

from .actual_cost import ActualCost
from .cost import RequestedCost
from .plan import Plan
from .scopes import requirements
from .validation import validation_errors
from .variables import RequestError

KEPT = 2000


class Document:
    """A parsed, valid document with its compiled plans and known costs."""

    def __init__(self, schema, text):
        self.schema = schema
        try:
            self.tree = parse(text)
        except GraphQLSyntaxError as error:
            raise RequestError([syntax_error(error)]) from error
        self.operations = [d for d in self.tree.definitions if isinstance(d, A.OperationDefinitionNode)]
        self.fragments = {d.name.value: d for d in self.tree.definitions if isinstance(d, A.FragmentDefinitionNode)}
        errors = validation_errors(schema, self.tree)
        if errors:
            raise RequestError(errors)
        self.plans, self.costs, self.required = {}, {}, {}
        self.directive_names, self.size_names = variable_uses(self.tree)

    def operation(self, name):
        if not name:
            if len(self.operations) != 1:
                raise RequestError([{"message": "An operation name is required"}])
            return self.operations[0]
        for operation in self.operations:
            if operation.name and operation.name.value == name:
                return operation
        raise RequestError([{"message": f'No operation named "{name}"'}])

    def directives(self, variables):
        return {name: variables.get(name) for name in self.directive_names}

    def plan(self, operation, variables, denied=frozenset()):
        directive_values = self.directives(variables)
        key = (id(operation), tuple(sorted(directive_values.items())), denied)
        found = self.plans.get(key)
        if found is None:
            found = self.plans[key] = Plan(self.schema, operation, self.fragments, directive_values, denied)
        return found

    def requirements(self, operation, variables):
        """Fields that ask for an access scope: (path, type, field, required scopes, words)."""
        directive_values = self.directives(variables)
        key = (id(operation), tuple(sorted(directive_values.items())))
        found = self.required.get(key)
        if found is None:
            found = self.required[key] = requirements(self.schema, operation, self.fragments, directive_values)
        return found

    def requested_cost(self, operation, variables):
        key = (id(operation), tuple(repr(variables.get(n)) for n in self.directive_names + self.size_names))
        found = self.costs.get(key)
        if found is None:
            found = RequestedCost(self.schema, self.fragments, self.directives(variables), variables).total(operation)
            if len(self.costs) < KEPT:
                self.costs[key] = found
        return found

    def actual_cost(self, operation, variables, data):
        return ActualCost(self.schema, self.fragments, self.directives(variables), variables).of(operation, data)


class Documents:
    """The documents of one API version, by text."""

    def __init__(self, schema):
        self.schema, self.known = schema, {}

    def get(self, text):
        key = hashlib.sha256(text.encode()).digest()
        found = self.known.get(key)
        if found is None:
            found = Document(self.schema, text)
            if len(self.known) >= KEPT:
                self.known.pop(next(iter(self.known)))
            self.known[key] = found
        return found


def variable_uses(tree):
    """Names of variables used by @skip/@include, and by first/last (they decide the cost)."""
    directives, sizes = set(), set()

    def walk(node):
        if isinstance(node, A.DirectiveNode) and node.name.value in ("skip", "include"):
            directives.update(a.value.name.value for a in node.arguments if isinstance(a.value, A.VariableNode))
        if isinstance(node, A.ArgumentNode) and node.name.value in ("first", "last") and isinstance(node.value, A.VariableNode):
            sizes.add(node.value.name.value)
        for key in node.keys:
            child = getattr(node, key, None)
            if isinstance(child, A.Node):
                walk(child)
            elif isinstance(child, (list, tuple)):
                for item in child:
                    if isinstance(item, A.Node):
                        walk(item)

    walk(tree)
    return sorted(directives), sorted(sizes)


def syntax_error(error):
    location = error.locations[0] if error.locations else None
    entry = {"message": f"syntax error, {error.message.removeprefix('Syntax Error: ')}"}
    if location:
        entry["locations"] = [{"line": location.line, "column": location.column}]
    return entry
