"""The refusals of a document whose shape is known from recorded answers."""

from graphql import GraphQLNonNull, Undefined, get_named_type, is_input_object_type, is_leaf_type, is_list_type, print_ast, value_from_ast
from graphql.language import ast as A


def refusals(schema, tree):
    """Errors in document order: undefinedField, argumentNotAccepted, missingRequiredArguments,
    argumentLiteralsIncompatible, missingRequiredInputObjectAttribute, variableNotUsed."""
    return Walk(schema, tree).errors


class Walk:
    def __init__(self, schema, tree):
        self.schema, self.errors, self.visited = schema, [], set()
        self.fragments = {d.name.value: d for d in tree.definitions if isinstance(d, A.FragmentDefinitionNode)}
        roots = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
        for definition in tree.definitions:
            if isinstance(definition, A.OperationDefinitionNode):
                kind = definition.operation.value
                label = kind + (f" {definition.name.value}" if definition.name else "")
                self.used = set()
                self.directives(definition)
                self.selection(definition.selection_set, roots[kind], [label])
                self.unused(definition, label)

    def fail(self, message, node, path, code, **extensions):
        token = node.loc.start_token
        self.errors.append(
            {
                "message": message,
                "locations": [{"line": token.line, "column": token.column}],
                "path": path,
                "extensions": {"code": code, **extensions},
            }
        )

    def unused(self, operation, label):
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            if name not in self.used:
                owner = operation.name.value if operation.name else f"anonymous {operation.operation.value}"
                self.fail(f"Variable ${name} is declared by {owner} but not used", operation, [label], "variableNotUsed", variableName=name)

    def selection(self, selection_set, type_, path):
        for node in selection_set.selections:
            self.directives(node)
            if isinstance(node, A.FieldNode):
                self.field(node, type_, path + [(node.alias or node.name).value])
            elif isinstance(node, A.InlineFragmentNode):
                inner = self.schema.type_map.get(node.type_condition.name.value) if node.type_condition else type_
                label = f"... on {node.type_condition.name.value}" if node.type_condition else "..."
                if inner is not None:
                    self.selection(node.selection_set, inner, path + [label])
            else:
                self.fragment(node)

    def fragment(self, node):
        name = node.name.value
        fragment = self.fragments.get(name)
        if fragment is None or name in self.visited:
            return
        self.visited.add(name)
        type_ = self.schema.type_map.get(fragment.type_condition.name.value)
        if type_ is not None:
            self.selection(fragment.selection_set, type_, [f"fragment {name}"])

    def directives(self, node):
        for directive in node.directives or ():
            for argument in directive.arguments or ():
                self.variables(argument.value)

    def variables(self, value):
        if isinstance(value, A.VariableNode):
            self.used.add(value.name.value)
        elif isinstance(value, A.ListValueNode):
            for item in value.values:
                self.variables(item)
        elif isinstance(value, A.ObjectValueNode):
            for item in value.fields:
                self.variables(item.value)

    def field(self, node, type_, path):
        name = node.name.value
        definition = getattr(type_, "fields", {}).get(name)
        for argument in node.arguments or ():
            if definition is not None and argument.name.value in definition.args:
                self.variables(argument.value)
        if name.startswith("__"):
            return
        if definition is None:
            self.fail(
                f"Field '{name}' doesn't exist on type '{type_.name}'", node, path, "undefinedField", typeName=type_.name, fieldName=name
            )
            return
        self.arguments(node, definition, path)
        named = get_named_type(definition.type)
        if node.selection_set is not None and not is_leaf_type(named):
            self.selection(node.selection_set, named, path)
        elif node.selection_set is not None:
            self.fail(
                f"Selections can't be made on scalars (field '{name}' returns {named.name})",
                node,
                path,
                "selectionMismatch",
                nodeName=f"field '{name}'",
                typeName=named.name,
            )
        elif not is_leaf_type(named):
            self.fail(
                f"Field must have selections (field '{name}' returns {named.name} but has no selections. Did you mean '{name} {{ ... }}'?)",
                node,
                path,
                "selectionMismatch",
                nodeName=f"field '{name}'",
                typeName=named.name,
            )

    def arguments(self, node, definition, path):
        name, given = node.name.value, {}
        for argument in node.arguments or ():
            key = argument.name.value
            given[key] = argument.value
            if key not in definition.args:
                self.fail(
                    f"Field '{name}' doesn't accept argument '{key}'",
                    argument,
                    path + [key],
                    "argumentNotAccepted",
                    name=name,
                    typeName="Field",
                    argumentName=key,
                )
                continue
            self.literal(argument.value, definition.args[key].type, node, path + [key], "Field", name, key)
        missing = [
            key
            for key, argument in definition.args.items()
            if isinstance(argument.type, GraphQLNonNull) and argument.default_value is Undefined and key not in given
        ]
        if missing:
            words = ", ".join(missing)
            self.fail(
                f"Field '{name}' is missing required arguments: {words}",
                node,
                path,
                "missingRequiredArguments",
                className="Field",
                name=name,
                arguments=words,
            )

    def literal(self, value, type_, node, path, owner_kind, owner, key):
        """Checks a literal argument or input attribute; variables are checked with the values."""
        if isinstance(value, A.VariableNode):
            return
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if is_input_object_type(inner) and isinstance(value, A.ObjectValueNode):
            self.object(value, inner, node, path)
            return
        if is_list_type(inner) and isinstance(value, A.ListValueNode):
            for index, item in enumerate(value.values):
                self.literal(item, inner.of_type, node, path + [index], owner_kind, owner, key)
            return
        if value_from_ast(value, type_, {}) is Undefined and not has_variables(value):
            self.fail(
                f"Argument '{key}' on {owner_kind} '{owner}' has an invalid value ({print_ast(value)}). Expected type '{type_}'.",
                node,
                path,
                "argumentLiteralsIncompatible",
                typeName=owner_kind,
                argumentName=key,
            )

    def object(self, value, type_, node, path):
        given = {f.name.value: f for f in value.fields}
        for key, item in given.items():
            if key not in type_.fields:
                self.fail(
                    f"InputObject '{type_.name}' doesn't accept argument '{key}'",
                    item,
                    path + [key],
                    "argumentNotAccepted",
                    name=type_.name,
                    typeName="InputObject",
                    argumentName=key,
                )
            else:
                self.literal(item.value, type_.fields[key].type, item, path + [key], "InputObject", type_.name, key)
        for key, definition in type_.fields.items():
            if isinstance(definition.type, GraphQLNonNull) and definition.default_value is Undefined and key not in given:
                self.fail(
                    f"Argument '{key}' on InputObject '{type_.name}' is required. Expected type {definition.type}",
                    value,
                    path + [key],
                    "missingRequiredInputObjectAttribute",
                    argumentName=key,
                    argumentType=str(definition.type),
                    inputObjectType=type_.name,
                )


def has_variables(value):
    if isinstance(value, A.VariableNode):
        return True
    if isinstance(value, A.ListValueNode):
        return any(has_variables(v) for v in value.values)
    return isinstance(value, A.ObjectValueNode) and any(has_variables(f.value) for f in value.fields)
