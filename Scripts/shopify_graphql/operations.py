"""Operations as Swift structures."""
from graphql import get_named_type, is_non_null_type, print_ast, type_from_ast
from graphql.language import ast as A
from graphql.utilities import strip_ignored_characters

from .cost import Cost
from .swift import doc, literal, member, type_name, wrap

IDEMPOTENT = "idempotent"


class Operations:
    def __init__(self, schema, documents, records, inputs):
        self.schema, self.documents, self.records, self.inputs = schema, documents, records, inputs

    def bulk(self, definition):
        """A query that runs as a bulk operation: text, and the filter in it."""
        text = literal(self.documents.without_variables(definition), "            ")
        return (
            doc(definition.comment, "    ")
            + [f"    public struct {definition.name}: AdminBulkQuery {{", f'        public static let name = "{definition.name}"']
            + [f"        public static let template = {text[0]}"] + text[1:]
            + ["", "        public var query: String?", "", "        public init(query: String? = nil) {", "            self.query = query"]
            + ["        }", "    }"]
        )

    def structure(self, definition):
        node, indent, inner = definition.node, "    ", "        "
        mutation = node.operation.value == "mutation"
        root = self.schema.mutation_type if mutation else self.schema.query_type
        variables = [self.variable(d) for d in node.variable_definitions or ()]
        connection = None if mutation else self.connection(node, root, variables)
        hydrated = None if mutation else self.hydrated(node)
        protocol = ("AdminBatchMutation" if len(node.selection_set.selections) == 1 else "AdminMutation") if mutation else "AdminPagedOperation" if connection else "AdminHydration" if hydrated else "AdminOperation"
        lines = doc(definition.comment, indent) + [f"{indent}public struct {definition.name}: {protocol} {{"]
        if hydrated:
            lines.append(f"{inner}public typealias Node = Admin.{hydrated}")
        if connection:
            lines.append(f"{inner}public typealias Node = {connection[1]}")
            path = ", ".join(f'"{step[0]}"' for step in connection[0])
            lines.append(f"{inner}public static let connectionPath = [{path}]")
        lines.append(f'{inner}public static let name = "{definition.name}"')
        lines.append(f"{inner}public static let isMutation = {'true' if mutation else 'false'}")
        lines.append(f"{inner}public static let isRepeatable = {'true' if self.is_repeatable(definition) else 'false'}")
        text = literal(self.documents.minified(definition), inner + "    ")
        lines.append(f"{inner}public static let document = {text[0]}")
        lines += text[1:]
        if mutation and len(node.selection_set.selections) == 1:
            lines += self.batch(definition, inner)
        lines += self.initializer(variables, inner)
        lines += ["", f"{inner}public var requestedCost: Int {{ {Cost(self.schema, self.documents, node).total()} }}"]
        if hydrated:
            return lines + [f"{indent}}}"]
        lines.append("")
        conforms = "Decodable, Sendable, Equatable" + (", AdminMutationData" if mutation else "")
        lines += self.records.structure(
            "Data", node.selection_set, root, inner, ["The answer's `data`."], conforms, self.user_errors(node, root, inner) if mutation else ()
        )
        return lines + [f"{indent}}}"]

    def batch(self, definition, indent):
        """What several of one mutation in one request are made of; `$` stands before each variable's name."""
        node = definition.node
        fragments = [self.documents.fragments[name].node for name in self.documents.fragments_of(node)]
        field = strip_ignored_characters(print_ast(node.selection_set.selections[0]))
        rest = literal(strip_ignored_characters("\n".join(map(print_ast, fragments))), indent + "    ") if fragments else ['""']
        types = ", ".join(f'"{d.variable.name.value}": "{print_ast(d.type)}"' for d in node.variable_definitions)
        body = literal(field, indent + "    ")
        root = (node.selection_set.selections[0].alias or node.selection_set.selections[0].name).value
        return (
            [f'{indent}public static let rootField = "{root}"', f"{indent}public static let variableTypes = [{types}]"]
            + [f"{indent}public static let field = {body[0]}"] + body[1:]
            + [f"{indent}public static let fragments = {rest[0]}"] + rest[1:]
        )

    def is_repeatable(self, definition):
        if definition.node.operation.value != "mutation":
            return True
        fields = definition.node.selection_set.selections
        marked = all(any(d.name.value == IDEMPOTENT for d in field.directives or ()) for field in fields)
        return marked or definition.repeatable

    def variable(self, definition):
        kind = type_from_ast(self.schema, definition.type)
        inner = self.inputs.swift(kind)
        swift = wrap(kind, inner)
        default = ""
        if definition.default_value is not None:
            value = definition.default_value
            if isinstance(value, A.EnumValueNode):
                default = f" = .{member(value.value)}"
            elif isinstance(value, A.StringValueNode):
                default = f' = "{value.value}"'
            elif isinstance(value, A.ListValueNode):
                default = " = []"
            else:
                default = f" = {str(value.value).lower()}"
            swift = swift.rstrip("?")
        elif swift.endswith("?"):
            default = " = nil"
        return definition.variable.name.value, swift, default

    def initializer(self, variables, indent):
        lines = [""] if variables else []
        lines += [f"{indent}public var {name}: {swift}" for name, swift, _ in variables]
        lines += ["", f"{indent}public init("] if variables else ["", f"{indent}public init() {{}}"]
        if variables:
            required = [v for v in variables if not v[2]] + [v for v in variables if v[2]]
            lines += [f"{indent}    {name}: {swift}{default}," for name, swift, default in required]
            lines[-1] = lines[-1].rstrip(",")
            lines += [f"{indent}) {{"] + [f"{indent}    self.{name} = {name}" for name, _, _ in variables] + [f"{indent}}}"]
        return lines

    def hydrated(self, node):
        """The fragment that `nodes(ids: $ids) { __typename ... on T { ...F } }` reads."""
        fields = node.selection_set.selections
        if len(fields) != 1 or fields[0].name.value != "nodes":
            return None
        for selection in fields[0].selection_set.selections:
            if isinstance(selection, A.InlineFragmentNode):
                return self.records.only_fragment(
                    selection.selection_set, self.schema.type_map[selection.type_condition.name.value]
                )
        return None

    def connection(self, node, root, variables):
        """The way to the connection that `$after` pages through, and the Swift type of its node."""
        if not any(name == "after" for name, _, _ in variables):
            return None

        def search(selection_set, parent, path):
            for field in selection_set.selections:
                if not isinstance(field, A.FieldNode) or field.selection_set is None:
                    continue
                kind = parent.fields[field.name.value].type
                step = (field.alias or field.name).value
                named = get_named_type(kind)
                here = path + [(step, is_non_null_type(kind))]
                if named.name.endswith("Connection") and any(
                    isinstance(a.value, A.VariableNode) and a.value.name.value == "after" for a in field.arguments or ()
                ):
                    return here, named, field
                found = search(field.selection_set, named, here) if hasattr(named, "fields") else None
                if found:
                    return found
            return None

        path, named, field = search(node.selection_set, root, [])
        nodes = next(s for s in field.selection_set.selections if s.name.value == "nodes")
        fragment = self.records.only_fragment(nodes.selection_set, get_named_type(named.fields["nodes"].type))
        nesting = ["Data"] + [type_name(step, False) for step, _ in path[:-1]]
        return path, f"Admin.{fragment}" if fragment else ".".join(nesting + [type_name(path[-1][0], True)])

    def user_errors(self, node, root, indent):
        """Collects the errors of every payload."""
        parts = []
        for field in node.selection_set.selections:
            kind = root.fields[field.name.value].type
            key = member((field.alias or field.name).value)
            payload = get_named_type(kind)
            dot = key + ("." if is_non_null_type(kind) else "?.")
            lists = []
            for part in field.selection_set.selections:
                if isinstance(part, A.FieldNode) and part.selection_set and self.records.is_user_errors(payload.fields[part.name.value].type):
                    lists.append(dot + member((part.alias or part.name).value))
            if not lists:
                raise SystemExit(f"{node.name.value}: {key} asks for no user errors")
            for text in lists:
                optional = "?" in text or not is_non_null_type(payload.fields[text.split(".")[-1].strip("?`")].type)
                parts.append(f"({text} ?? [])" if optional else text)
        return ["", f"{indent}    public var userErrors: [AdminUserError] {{ {' + '.join(parts)} }}"]
