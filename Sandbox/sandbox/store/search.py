"""Shopify's search syntax: `field:value`, comparators, ranges, quotes, AND, OR, NOT, -, parentheses.

Dates without quotes lose their time of day (Shopify cuts the value at the first colon); quoted
dates are compared to the second.
"""

import re

from ..model.base import seconds_of

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<open>\() | (?P<close>\)) |
    (?P<minus>-)(?=[\w(]) |
    (?P<field>[\w.$-]+):(?P<operator><=|>=|<|>)?(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+) |
    (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*') |
    (?P<word>[^\s()]+)
)""",
    re.X,
)


class Term:
    """`field operator value`; a field of None is a search over the default fields."""

    __slots__ = ("field", "operator", "value", "quoted")

    def __init__(self, field, operator, value, quoted):
        self.field, self.operator, self.value, self.quoted = field, operator, value, quoted

    def __repr__(self):
        return f"Term({self.field!r}, {self.operator!r}, {self.value!r})"


def unquote(text):
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return re.sub(r"\\(.)", r"\1", text[1:-1]), True
    return text, False


def tokens(text):
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            return
        position = match.end()
        yield match


def parse(text):
    """A tree of ("and"|"or", [trees]), ("not", tree) and Term; None for an empty query."""
    found = list(tokens(text or ""))
    if not found:
        return None
    tree, _ = _either(found, 0)
    return tree


def _either(found, at):
    parts = []
    tree, at = _all(found, at)
    parts.append(tree)
    while at < len(found) and found[at].group("word") == "OR":
        tree, at = _all(found, at + 1)
        parts.append(tree)
    parts = [p for p in parts if p is not None]
    return (parts[0] if len(parts) == 1 else ("or", parts)) if parts else None, at


def _all(found, at):
    parts = []
    while at < len(found):
        match = found[at]
        if match.group("close") or match.group("word") == "OR":
            break
        if match.group("word") == "AND":
            at += 1
            continue
        tree, at = _one(found, at)
        if tree is not None:
            parts.append(tree)
    return (parts[0] if len(parts) == 1 else ("and", parts)) if parts else None, at


def _one(found, at):
    match = found[at]
    if match.group("minus") or match.group("word") == "NOT":
        tree, at = _one(found, at + 1) if at + 1 < len(found) else (None, at + 1)
        return (("not", tree) if tree is not None else None), at
    if match.group("open"):
        tree, at = _either(found, at + 1)
        return tree, min(at + 1, len(found))
    if match.group("field"):
        value, quoted = unquote(match.group("value"))
        return Term(match.group("field").lower(), match.group("operator") or "", value, quoted), at + 1
    value, quoted = unquote(match.group("quoted") or match.group("word"))
    return Term(None, "", value, quoted), at + 1


def moment(term, now):
    """The first and last second that a date term stands for."""
    value = term.value
    if value == "now":
        return now, now
    if not term.quoted and ":" in value:
        value = value.split("T")[0]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        start = seconds_of(value + "T00:00:00Z")
        return start, start + 86_399
    try:
        start = seconds_of(value)
    except ValueError:
        return None
    return start, start


def compare(operator, actual, low, high):
    if actual is None:
        return False
    if operator == ">=":
        return actual >= low
    if operator == ">":
        return actual > high
    if operator == "<=":
        return actual <= high
    if operator == "<":
        return actual < low
    return low <= actual <= high


# Kinds of fields: each makes a predicate `record -> bool` of a term. -------------------------------
def date(getter):
    def make(term, now):
        span = moment(term, now)
        if span is None:
            return lambda record: False
        return lambda record: compare(term.operator, getter(record), *span)

    make.getter = getter
    return make


def number(getter):
    def make(term, now):
        try:
            value = float(str(term.value).rsplit("/", 1)[-1])
        except ValueError:
            return lambda record: False
        return lambda record: compare(term.operator, getter(record), value, value)

    return make


def word(getter):
    """Equal, ignoring case; `prefix*` matches beginnings; `*` alone asks for any value; a list matches any of its items."""

    def make(term, now):
        wanted = term.value.lower()
        names = wanted.split(",") if not term.quoted else [wanted]

        def test(record):
            actual = getter(record)
            actuals = actual if isinstance(actual, (list, tuple, set)) else [actual]
            for item in actuals:
                text = str(item).lower() if item is not None else ""
                for name in names:
                    if name == "*" and text or name.endswith("*") and len(name) > 1 and text.startswith(name[:-1]) or text == name:
                        return True
            return False

        return test

    return make


def flag(getter):
    def make(term, now):
        wanted = term.value.lower() == "true"
        return lambda record: bool(getter(record)) == wanted

    return make


def contains(getter):
    """The default search over several texts."""

    def make(term, now):
        wanted = term.value.lower().rstrip("*")
        return lambda record: any(wanted in str(text).lower() for text in getter(record) if text)

    return make


def predicate(tree, fields, now):
    """A function `record -> bool` for a parsed query. Fields that Shopify does not know are ignored, as it does."""
    if tree is None:
        return None
    if isinstance(tree, Term):
        make = fields.get(tree.field)
        return make(tree, now) if make else None
    kind, parts = tree
    if kind == "not":
        inner = predicate(parts, fields, now)
        return None if inner is None else (lambda record: not inner(record))
    tests = [t for t in (predicate(p, fields, now) for p in parts) if t is not None]
    if not tests:
        return None
    if kind == "or":
        return lambda record: any(t(record) for t in tests)
    return lambda record: all(t(record) for t in tests)


def lower_bound(tree, fields, getter, now):
    """The smallest value of a sort key that a query lets through, or None: it spares walking the whole index."""
    terms = [tree] if isinstance(tree, Term) else tree[1] if isinstance(tree, tuple) and tree[0] == "and" else []
    best = None
    for term in terms:
        make = fields.get(term.field) if isinstance(term, Term) else None
        if getattr(make, "getter", None) is getter and term.operator in (">", ">=", ""):
            span = moment(term, now)
            if span:
                low = span[1] if term.operator == ">" else span[0]
                best = low if best is None else max(best, low)
    return best
