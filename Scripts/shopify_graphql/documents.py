"""The documents of the client: operations and fragments, from every .graphql file under Sources/ShopifyAdmin/Documents."""
import re
from dataclasses import dataclass, field
from pathlib import Path

from graphql import DocumentNode, parse, print_ast
from graphql.language import ast as A
from graphql.utilities import strip_ignored_characters

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "Sources/ShopifyAdmin/Documents"
GENERATED = ROOT / "Sources/ShopifyAdmin/Generated"
FIXTURES = ROOT / "Tests/ShopifyAdminTests/Fixtures"
VERSIONS = ["2026-04", "2026-07"]


def reduced_schema(version):
    return ROOT / f"Schema/admin-{version}.graphql"


@dataclass
class Definition:
    """An operation or a fragment with the comment before it."""

    node: A.DefinitionNode
    comment: list
    file: Path
    marks: tuple = ()

    @property
    def repeatable(self):
        return "@repeatable" in self.marks

    @property
    def bulk(self):
        return "@bulk" in self.marks

    @property
    def name(self):
        return self.node.name.value


@dataclass
class Documents:
    operations: dict = field(default_factory=dict)
    fragments: dict = field(default_factory=dict)

    def fragments_of(self, node):
        """Names of the fragments that a definition uses, directly or through others, in order of use."""
        found = []

        def walk(selection_set):
            for selection in selection_set.selections if selection_set else ():
                if isinstance(selection, A.FragmentSpreadNode):
                    name = selection.name.value
                    if name not in found:
                        found.append(name)
                        walk(self.fragments[name].node.selection_set)
                else:
                    walk(selection.selection_set)

        walk(node.selection_set)
        return found

    def whole(self, operation):
        """The operation with its fragments as one document."""
        nodes = [operation.node] + [self.fragments[name].node for name in self.fragments_of(operation.node)]
        return DocumentNode(definitions=tuple(nodes))

    def minified(self, operation):
        return strip_ignored_characters(print_ast(self.whole(operation)))

    def without_variables(self, operation):
        """The document of a bulk operation: `$query` is filled in as text, because bulk operations take no variables."""
        return re.sub(r"^query (\w+)\([^)]*\)", r"query \1", self.minified(operation))


def load(folder=DOCUMENTS):
    documents = Documents()
    for file in sorted(folder.rglob("*.graphql")):
        text = file.read_text(encoding="utf-8")
        for node in parse(text).definitions:
            lines = text[: node.loc.start].rstrip().split("\n")
            comment = []
            while lines and lines[-1].startswith("#"):
                comment.insert(0, lines.pop()[1:].strip())
            marks = tuple(line for line in comment if line.startswith("@"))
            comment = [line for line in comment if not line.startswith("@")]
            definition = Definition(node, comment, file, marks)
            target = documents.operations if isinstance(node, A.OperationDefinitionNode) else documents.fragments
            if definition.name in documents.operations or definition.name in documents.fragments:
                raise SystemExit(f"{file}: “{definition.name}” is defined twice")
            if not comment:
                raise SystemExit(f"{file}: “{definition.name}” has no comment that says what it is")
            target[definition.name] = definition
    return documents


def camel(name):
    """UPPER_CASE → lowerCamel; other names keep their humps."""
    if re.fullmatch(r"[A-Z0-9_]+", name):
        parts = name.lower().split("_")
        name = parts[0] + "".join(part.capitalize() for part in parts[1:])
    return name[0].lower() + name[1:]
