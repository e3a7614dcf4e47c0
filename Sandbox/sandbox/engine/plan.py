"""Compiles an operation into Python functions.

graphql-core's own executor needs about 10 µs a field; an import of 100 000 orders reads tens of
millions of fields. Here each selection set becomes one generated function that builds one dict
display; fields cost a fraction of a microsecond.
"""

from graphql import (
    DocumentNode,
    GraphQLNonNull,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.values import get_argument_values

from ..model import money
from .connections import connection_function
from .idempotency import idempotent
from .neutral import neutral_function
from .registry import FIELDS, MODELS, FieldError, snake
from .selection import collect

MISSING = object()


class Plan:
    """One compiled operation: root fields in order, argument builders, and what scopes its fields ask for."""

    def __init__(self, schema, operation, fragments, directive_values, denied=frozenset()):
        self.schema, self.fragments, self.directive_values, self.denied = schema, fragments, directive_values, denied
        self.is_mutation = operation.operation.value == "mutation"
        self.root_type = schema.mutation_type if self.is_mutation else schema.query_type
        self.argument_specs = []
        self.running = None
        self.roots = []
        for key, nodes in self.collect(self.root_type, [operation.selection_set]).items():
            self.roots.append(self._root(key, nodes))

    # For bulk operations, which walk a root connection page by page.
    def arguments_for(self, context):
        context.arguments = [get_argument_values(d, n, context.variables) for d, n in self.argument_specs]
        return context.arguments

    def raw(self, context, function, arguments):
        return function(None, arguments, context)

    def complete_page(self, context, complete, page):
        self.running = context
        try:
            return complete(page, context)
        finally:
            self.running = None

    def completed(self, context, function, complete, arguments):
        return self.complete_page(context, complete, function(None, arguments, context))

    def collect(self, type_, selection_sets):
        return collect(self.schema, self.fragments, self.directive_values, type_, selection_sets)

    # arguments -------------------------------------------------------------------------------
    def slot(self, definition, node):
        """The index of the field's coerced arguments in `context.arguments`; None when the field takes none."""
        if not definition.args:
            return None
        self.argument_specs.append((definition, node))
        if self.running is not None:  # compiled while it runs: the running request needs the arguments too
            self.running.arguments.append(get_argument_values(definition, node, self.running.variables))
        return len(self.argument_specs) - 1

    def run(self, context):
        """The `data` of the answer; errors are added to the context. A required field that fails makes `data` null."""
        context.arguments = [get_argument_values(d, n, context.variables) for d, n in self.argument_specs]
        self.running, data = context, {}
        try:
            for key, node, function, slot, complete, required in self.roots:
                arguments = None if slot is None else context.arguments[slot]
                try:
                    context.root = key
                    data[key] = complete(function(None, arguments, context), context)
                except FieldError as error:
                    context.fail(error, node, key)
                    data[key] = None
                if required and data[key] is None and (key,) not in self.denied:
                    return None
        finally:
            self.running = None
        return data

    # root --------------------------------------------------------------------------------------
    def _root(self, key, nodes):
        node = nodes[0]
        name = node.name.value
        if name == "__typename":
            type_name = self.root_type.name
            return key, node, (lambda o, a, c: type_name), None, (lambda v, c: v), True
        if name in ("__schema", "__type"):
            return key, node, self._introspection(node), None, (lambda v, c: v), False
        definition = self.root_type.fields[name]
        function = FIELDS.get((self.root_type.name, name))
        if self.is_mutation and function is None:

            def function(o, a, c, name=name):
                raise FieldError(f"The sandbox does not offer {name}.", "INTERNAL_SERVER_ERROR")

        if function is None:
            function = neutral_function(self.schema, definition.type, self.root_type.name, name)
        slot = self.slot(definition, node)
        if self.is_mutation:
            function = refusable(name, get_named_type(definition.type), idempotent(name, node, function))
        complete = self.completer(definition.type, nodes, slot, (key,)) or (lambda v, c: v)
        named = get_named_type(definition.type)
        if not self.is_mutation and "id" in definition.args and hasattr(named, "interfaces") and not is_abstract_type(named):
            function = of_type(named.name, function)
        if named_connection(definition):
            function = limited(function)
        if (key,) in self.denied:
            function = lambda o, a, c: None  # noqa: E731
        return key, node, function, slot, complete, isinstance(definition.type, GraphQLNonNull)

    def _introspection(self, node):
        """Questions about the schema itself are rare: graphql-core's own executor answers them."""
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=None,
            variable_definitions=(),
            directives=(),
            selection_set=SelectionSetNode(selections=(node,)),
        )
        document = DocumentNode(definitions=(operation, *self.fragments.values()))

        def ask(o, a, c):
            result = execute_sync(self.schema, document)
            return next(iter((result.data or {"": None}).values()))

        return ask

    # values ------------------------------------------------------------------------------------
    def completer(self, type_, nodes, slot=None, path=()):
        """A function `(value, context)` that turns what a field function returned into what the answer holds."""
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if is_list_type(inner):
            named = get_named_type(inner)
            if is_leaf_type(named):
                return None
            select = self.selector(named, nodes, path)
            return lambda v, c: None if v is None else [None if x is None else select(x, c) for x in v]
        if is_leaf_type(inner):
            return None
        if inner.name.endswith("Connection") and "pageInfo" in inner.fields:
            return connection_function(self, inner, nodes, slot, path)
        select = self.selector(inner, nodes, path)
        return lambda v, c: None if v is None else select(v, c)

    def selector(self, type_, nodes, path=()):
        """A function `(object, context)` for a selection on a type that is not a leaf."""
        sets = [n.selection_set for n in nodes if n.selection_set]
        if is_abstract_type(type_):
            return self._abstract(type_, sets, path)
        if type_.name == "MoneyBag":
            return self._money_bag(type_, sets)
        if type_.name == "MoneyV2":
            return self._money(type_, sets)
        return self._object(type_, sets, path)

    def _abstract(self, type_, sets, path):
        ready = {}

        def select(o, c):
            name = type_name(o) or self.guess(type_, o)
            function = ready.get(name)
            if function is None:
                function = ready[name] = self._object(self.schema.type_map[name], sets, path)
            return function(o, c)

        return select

    def guess(self, type_, o):
        """A recorded object without a type name: the possible type that has all its fields."""
        possible = self.schema.get_possible_types(type_)
        return next((t.name for t in possible if all(k in t.fields for k in o)), possible[0].name)

    def _object(self, type_, sets, path):
        """The two generated functions of a selection: one for model objects, one for dicts; made when first used."""
        fields = self.collect(type_, sets)
        cls = MODELS.get(type_.name)
        made = [None, None]

        def select(o, c):
            kind = 1 if o.__class__ is dict else 0
            function = made[kind]
            if function is None:
                function = made[kind] = self._generate(type_, fields, cls, kind == 1, path)
            return function(o, c)

        if len(self.denied) == 0 and cls is None:
            made[1] = self._generate(type_, fields, cls, True, path)
        return select

    def _generate(self, type_, fields, cls, of_dict, path):
        scope, parts = {}, []
        for index, (key, nodes) in enumerate(fields.items()):
            node = nodes[0]
            name = node.name.value
            if name == "__typename":
                parts.append(f"{key!r}: {type_.name!r}")
                continue
            definition = type_.fields[name]
            if path + (key,) in self.denied:
                parts.append(f"{key!r}: None")
                continue
            slot = self.slot(definition, node)
            read = self._reader(type_, name, definition, cls, of_dict, slot, index, scope)
            complete = self.completer(definition.type, nodes, slot, path + (key,))
            if complete is None:
                parts.append(f"{key!r}: {read}")
            else:
                scope[f"k{index}"] = complete
                parts.append(f"{key!r}: k{index}({read}, c)")
        source = "def select(o, c):\n    return {" + ", ".join(parts) + "}\n"
        exec(compile(source, f"<{type_.name}>", "exec"), scope)
        return scope["select"]

    def _reader(self, type_, name, definition, cls, of_dict, slot, index, scope):
        """The expression that reads one field of `o`."""
        registered = FIELDS.get((type_.name, name))
        arguments = "None" if slot is None else f"c.arguments[{slot}]"
        if of_dict:
            fallback = registered if registered and cls is None else None
            fallback = fallback or neutral_function(self.schema, definition.type, type_.name, name)

            def read(o, a, c):
                value = o.get(name, MISSING)
                return fallback(o, a, c) if value is MISSING else value

            scope[f"f{index}"] = read
            return f"f{index}(o, {arguments}, c)"
        if registered:
            scope[f"f{index}"] = registered
            return f"f{index}(o, {arguments}, c)"
        attribute = snake(name)
        if cls is not None and hasattr(cls, attribute):
            return f"o.{attribute}"
        scope[f"f{index}"] = neutral_function(self.schema, definition.type, type_.name, name)
        return f"f{index}(o, {arguments}, c)"

    # money -------------------------------------------------------------------------------------
    def _money_bag(self, type_, sets):
        fields = self.collect(type_, sets)
        parts, scope, readers = [], {"text": money.text}, {}
        for key, nodes in fields.items():
            name = nodes[0].name.value
            if name == "__typename":
                parts.append(f"{key!r}: 'MoneyBag'")
                continue
            which = 0 if name == "shopMoney" else 1
            inner = self._money_parts(nodes, f"v[{which}]", f"v[{which + 2}]")
            parts.append(f"{key!r}: {inner}")
            readers[key] = (name, self.selector(self.schema.type_map["MoneyV2"], nodes))
        exec(compile("def bag(v, c):\n    return {" + ", ".join(parts) + "}\n", "<MoneyBag>", "exec"), scope)
        of_tuple = scope["bag"]

        def select(v, c):
            if v.__class__ is tuple:
                return of_tuple(v, c)
            other = v.get("shopMoney") or v.get("presentmentMoney")
            answer = {}
            for key in fields:
                if key in readers:
                    name, reader = readers[key]
                    answer[key] = reader(v.get(name) or other or (c.shop.currency, 0), c)
                else:
                    answer[key] = "MoneyBag"
            return answer

        return select

    def _money(self, type_, sets):
        fields = self.collect(type_, sets)

        def select(v, c):
            if v.__class__ is tuple:
                values = {"amount": money.text(v[0], v[1]), "currencyCode": v[0], "__typename": "MoneyV2"}
            else:
                values = {"amount": v.get("amount", "0.0"), "currencyCode": v.get("currencyCode", c.shop.currency), "__typename": "MoneyV2"}
            return {key: values[nodes[0].name.value] for key, nodes in fields.items()}

        return select

    def _money_parts(self, nodes, currency, amount):
        parts = []
        for key, inner in self.collect(self.schema.type_map["MoneyV2"], [n.selection_set for n in nodes]).items():
            name = inner[0].name.value
            value = {"amount": f"text({currency}, {amount})", "currencyCode": currency, "__typename": "'MoneyV2'"}[name]
            parts.append(f"{key!r}: {value}")
        return "{" + ", ".join(parts) + "}"


def refusable(name, payload, function):
    """The mutation, or userErrors in its place when a fault asks for them: nothing is changed then."""
    lists = [key for key, inner in payload.fields.items() if get_named_type(inner.type).name.endswith("UserError")]
    empty = {key: None for key, inner in payload.fields.items() if not isinstance(inner.type, GraphQLNonNull)}

    def asked(o, a, c):
        if not lists or not c.shop.faults.refuses(name):
            return function(o, a, c)
        kind = get_named_type(payload.fields[lists[0]].type).name
        refusal = {"__typename": kind, "field": ["input"], "message": "Refused on demand: nothing was changed."}
        return {"__typename": payload.name, **empty, lists[0]: [refusal]}

    return asked


def named_connection(definition):
    return "first" in definition.args and "last" in definition.args


def of_type(name, function):
    """`order(id:)` and the like refuse the id of something else."""

    def checked(o, a, c):
        gid = str(a.get("id") or f"gid://shopify/{name}/")
        if not gid.startswith(f"gid://shopify/{name}/"):
            raise FieldError(f"Invalid id: {gid}", "RESOURCE_NOT_FOUND")
        return function(o, a, c)

    return checked


def limited(function):
    """A connection at the root has to say how many it wants."""

    def checked(o, a, c):
        if a.get("first") is None and a.get("last") is None:
            raise FieldError("you must provide one of first or last", "BAD_REQUEST")
        for name in ("first", "last"):
            if a.get(name) is not None and not 0 <= a[name] <= 250:
                raise FieldError(f"The {name} argument must be between 0 and 250.", "BAD_REQUEST")
        return function(o, a, c)

    return checked


def type_name(o):
    """The concrete GraphQL type of an object behind an interface or union."""
    if o.__class__ is dict:
        name = o.get("__typename")
        if name is None and "id" in o:
            name = o["id"].split("/")[3]
        return name
    return o.typename
