"""How the generated records read themselves from JSON (`JSONReadable`), from the lines that declare them."""
import re

DIRECT = {"String": "string", "Int": "int", "Double": "double", "Bool": "bool", "Decimal": "decimal", "Date": "date"}


def qualified(swift, struct, structs):
    """A type's name as it is found from an extension of a structure."""

    def name(match):
        word = match[0]
        if word in DIRECT or word.startswith("Admin"):
            return word
        return word if f"{struct}.{word}" in structs else f"Admin.{word}"

    return re.sub(r"\w+", name, swift)


def expression(swift, json):
    """Swift code that reads a value of a type."""
    if swift.endswith("?"):
        return f"try {json}.optional {{ {expression(swift[:-1], '$0')} }}"
    if swift.startswith("["):
        return f"try {json}.array {{ {expression(swift[1:-1], '$0')} }}"
    if swift in DIRECT:
        return f"try {json}.{DIRECT[swift]}()"
    return f"try {swift}(from: &{json})"


def readers(lines, enums):
    """One extension a structure, for the structures in the lines of a record."""
    found, stack, aliases = [], [], {}
    for line in lines:
        opened = re.match(r"( *)public struct (\w+):", line)
        if opened:
            stack.append((len(opened[1]), opened[2], []))
            found.append((".".join(name for _, name, _ in stack), stack[-1][2]))
            continue
        declared = re.match(r" *public let (`?\w+`?): (.+)$", line)
        if declared:
            stack[-1][2].append([declared[1].strip("`"), declared[2], declared[1].strip("`")])
            continue
        coded = re.match(r' *case `?(\w+)`? = "(\w+)"$', line)
        if coded:
            for item in stack[-1][2]:
                if item[0] == coded[1]:
                    item[2] = coded[2]
            continue
        if stack and line == " " * stack[-1][0] + "}":
            stack.pop()
    texts = []
    structs = {name for name, _ in found}
    for name, fields in found:
        fields = [(field, qualified(swift, name, structs), key) for field, swift, key in fields]
        quoted = ", ".join(f'"{key}"' for _, _, key in fields)
        texts += ["", f"extension Admin.{name}: JSONReadable {{", f"    private static let keys = JSONKeys({quoted})", ""]
        texts += ["    init(from json: inout JSONReader) throws {"]
        local = {field: f"_{field}" for field, _, _ in fields}
        texts += [f"        var {local[field]}: {swift if swift.endswith('?') else swift + '?'}" for field, swift, _ in fields]
        texts += ["        var place = try json.enter()", "        while let key = try json.key(Self.keys, &place) {", "            switch key {"]
        texts += [f"            case {index}: {local[field]} = {expression(swift, 'json')}" for index, (field, swift, _) in enumerate(fields)]
        texts += ["            default: try json.skip()", "            }", "        }"]
        needed = [field for field, swift, _ in fields if not swift.endswith("?")]
        for start in range(0, len(needed), 4):
            names = ", ".join(f"let {local[field]}" for field in needed[start : start + 4])
            texts.append(f"        guard {names} else {{ throw JSONReader.Unreadable() }}")
        texts += [f"        self.{field} = {local[field]}" for field, _, _ in fields] + ["    }", "}"]
    return texts
