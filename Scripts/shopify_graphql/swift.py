"""Names and types of Swift for names and types of GraphQL."""
import re

from graphql import (
    get_named_type, is_enum_type, is_input_object_type, is_list_type, is_non_null_type, is_scalar_type,
)

from .documents import camel

SCALARS = {
    "ID": "String", "String": "String", "Int": "Int", "Float": "Double", "Boolean": "Bool", "Decimal": "Decimal", "Money": "Decimal",
    "DateTime": "Date", "Date": "String", "URL": "String", "HTML": "String", "UnsignedInt64": "String", "BigInt": "String",
    "FormattedString": "String", "UtcOffset": "String", "ARN": "String", "JSON": "String",
}
# Open lists of the outside world: plain text is what everybody wants.
TEXT_ENUMS = {"CurrencyCode", "CountryCode", "LanguageCode"}
KEYWORDS = {
    "default", "in", "return", "case", "switch", "self", "public", "private", "internal", "extension", "protocol", "class", "struct", "enum",
    "func", "var", "let", "import", "init", "operator", "for", "while", "repeat", "where", "is", "as", "nil", "true", "false", "do", "if",
    "else", "throw", "throws", "try", "catch", "guard", "static", "super", "any", "none", "some", "continue", "break", "fallthrough", "defer", "subscript", "associatedtype", "typealias", "inout",
}
HARD_KEYWORDS = KEYWORDS - {"any", "none", "some"}


def member(name):
    name = camel(name)
    if name[0].isdigit():
        name = "_" + name
    return f"`{name}`" if name in HARD_KEYWORDS else name


def type_name(response_key, is_list):
    name = response_key[0].upper() + response_key[1:]
    if is_list:
        for ending, instead in (("ies", "y"), ("sses", "ss"), ("ases", "ase"), ("s", "")):
            if name.endswith(ending) and not name.endswith("ss"):
                name = name[: -len(ending)] + instead
                break
    return name if name not in ("Type", "Data", "Protocol", "Self", "Decimal", "Date", "String", "Int") else name + "Value"


def wrap(kind, inner, force_optional=False):
    """`inner` with the lists and nulls of a GraphQL type around it."""
    if is_non_null_type(kind):
        text = wrap_nullable(kind.of_type, inner)
        return text + "?" if force_optional else text
    return wrap_nullable(kind, inner) + "?"


def wrap_nullable(kind, inner):
    if is_list_type(kind):
        return f"[{wrap(kind.of_type, inner)}]"
    return inner


def leaf(kind, enums):
    """The Swift type of a scalar or an enumeration."""
    name = kind.name
    if is_scalar_type(kind):
        if name not in SCALARS:
            raise SystemExit(f"no Swift type for scalar {name}")
        return SCALARS[name]
    if name in TEXT_ENUMS:
        return "String"
    enums.add(name)
    return name


def doc(lines, indent):
    return [f"{indent}/// {line}".rstrip() for line in lines]


def literal(text, indent, width=124):
    """A long text as the lines of a multi-line literal that is one line when read."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"""')
    pieces, rest = [], text
    while len(rest) > width:
        cut = max(rest.rfind(mark, 0, width) for mark in (" ", "{", "}", ")", ","))
        cut = cut + 1 if cut > width // 2 else width
        while rest[cut - 1] == "\\" or (rest[cut - 1].isspace()):
            cut -= 1
        pieces.append(rest[:cut])
        rest = rest[cut:]
    pieces.append(rest)
    return ['"""'] + [f"{indent}{piece}\\" for piece in pieces[:-1]] + [f"{indent}{pieces[-1]}", f'{indent}"""']
